declare module '@socialgouv/jours-feries' {
  /** Name → midnight, in the machine's zone. */
  const joursFériés: (year: number, options?: { readonly alsace?: boolean }) => Readonly<Record<string, Date>>
  export default joursFériés
}
