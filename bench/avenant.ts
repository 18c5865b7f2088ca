export * from '@avenant/domain'
export * from '../packages/projections/dist/bitemporal'
