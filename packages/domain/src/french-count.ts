/** « 0 personne », « 1 personne », « 2 personnes »: in French the plural begins with two. */
export const frenchCount = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count > 1 ? several : one}`
