export * from './date-civile'
export * from './delay'
export * from './instant'
export * from './period'
