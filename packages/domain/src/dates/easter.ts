import { type DateCivile, dateOfDayNumber } from '../time/date-civile'

/** Easter Sunday of the Gregorian calendar, by the computus of Meeus, Jones and Butcher: right for every year. */
export const easter = (year: number): DateCivile => {
  const golden = year % 19
  const [century, ofCentury] = [Math.floor(year / 100), year % 100]
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7
  const exception = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  return dateOfDayNumber(Date.UTC(year, 2, 22 + epact + weekday - 7 * exception) / 86_400_000)
}
