/** The screens: pure functions of answers to whole pages. */
export { acces } from './access'
export { type CommandForm, commandForms } from './command-forms'
export { type ComparedPoint, comparer } from './compare'
export { connexions } from './connexions'
export { lastDayOfNextMonth, yearsAround } from './days'
export { dossier } from './dossier'
export {
  type Assets,
  type Frame,
  framed,
  type Params,
  type Screen,
  type ScreenPoint,
  type Tab
} from './frame'
export { histoire } from './histoire'
export { textOf } from './html'
export { plan } from './plane'
export { type AskedAddress, type PageProblem, problemPage } from './problem-page'
export { type RegisterAsked, registre } from './register'
export { registerCsv, shownLines } from './register-lines'
export { stylesheet } from './stylesheet'
export { type TodoAsked, todo } from './todo'
export { todoCsv } from './todo-csv'
export { type For, ofUrgency, todoDeadlines, urgencies } from './todo-items'
export { etSi, type WhatIfAnswers, type WhatIfOutcome } from './what-if'
export { parseWrittenDay, parseWrittenKnowledge } from './written'
