import {
  attribute,
  correct,
  derogation,
  draftPsu,
  edit,
  given,
  psuEdited,
  psuSigned,
  signal
} from '../../test/convention-commands'

test('G18 M21 the annexes of a signed convention are not edited in the place of an act that edited none', () => {
  const { when } = given(...psuSigned, signal('m-1', '2018-03-01', [attribute('p-3', 'activite')]))
  const edited = edit(attribute('p-4', 'activite'))
  expect(when(correct(4, edited)).refusals).toMatchObject([
    { code: 'draft-closed', path: 'data.corrections[0].instead' }
  ])
  // What was given before the signatures may have been another act, or none and then one again.
  const before = given(draftPsu(), psuEdited, derogation('2017-09-01'), ...psuSigned.slice(2))
  expect(before.when(correct(2, edited)).events).toHaveLength(1)
  const withdrawn = before.when(correct(2, null)).state
  expect(given.from(withdrawn).when(correct(2, edited)).events).toHaveLength(1)
})
