import { openPortal, right } from '../test/passwords'
import { soi } from '.'

test('M13 what an agent does is recorded with her own identification number, and by no other hand', async () => {
  const { avenant } = await openPortal({ load: 'mef' })
  const acteur = { kind: 'habilite', id: 'h-mef-1' } as const
  right(
    await avenant.passwords.issue({
      habilitationId: 'h-mef-1',
      occasion: 'premiere-connexion',
      acteur: { kind: 'systeme', id: 'portail' }
    })()
  )
  const changed = { type: 'ChangePassword', habilitationId: 'h-mef-1', acteur, data: { on: '2023-08-01' } }
  expect(await avenant.execute(changed, { hand: soi('p-mef-3') })()).toMatchObject({
    left: { _tag: 'Refused', refusals: [{ code: 'not-own-hand' }] }
  })
  right(await avenant.execute(changed, { hand: soi('p-mef-2') })())
  const { acts } = right(
    await avenant.history({ dossier: 'habilitation-h-mef-1', order: 'recording', withHabilitations: false })()
  )
  expect(acts.map(({ recorded: { acteur } }) => [acteur.kind, acteur.id])).toEqual([
    ['partenaire', 'partenaire-219200789'],
    ...Array.from({ length: 5 }, () => ['agent-caf', 'agent-5107']),
    ['systeme', 'portail'],
    ['habilite', 'h-mef-1']
  ])
  expect(acts.at(-1)?.type).toBe('PasswordChanged')
  await avenant.close()
})

test('M13 A1 a connection is of the one habilitation whose code was used', async () => {
  const { avenant } = await openPortal({ load: 'mef' })
  const connection = (habilitationId: string) =>
    avenant.execute({
      type: 'RecordConnection',
      habilitationId,
      acteur: { kind: 'systeme', id: 'portail' },
      data: { at: '2023-08-01T09:00:00Z', outcome: 'reussie', origin: '203.0.113.7' }
    })()
  right(await connection('h-mef-2'))
  const told = async (habilitationId: string) =>
    right(await avenant.connections({ habilitationId, on: '2023-08-01' })())
  expect(await told('h-mef-2')).toMatchObject({ personneId: 'p-mef-3', counts: { reussies: 1 } })
  expect(await told('h-mef-1')).toMatchObject({ personneId: 'p-mef-2', counts: { reussies: 0 } })
  await avenant.close()
})
