import {
  type Attributes,
  type BatchObservableCallback,
  type MeterProvider,
  metrics,
  type Observable
} from '@opentelemetry/api'
import { noMeterProvider, scope } from './telemetry'

/** What is told at a collection, by the names of the gauges; null when it cannot be told now. */
export type Observation<Name extends string> = {
  readonly values: Readonly<Record<Name, number>>
  readonly attributes: Attributes
}

export type Gauges = {
  /** An SDK may be registered at any time, and the API tells nobody: to be called now and then. One look at a flag. */
  readonly register: () => void
  readonly remove: () => void
}

/**
 * Gauges that `observe` is asked for together, when the SDK collects and never otherwise.
 *
 * @param units by name: `{ 'avenant.project.lag': 's' }`
 */
export const gauges = <Name extends string>(
  units: Readonly<Record<Name, string>>,
  observe: () => Promise<Observation<Name> | null>
): Gauges => {
  let provider: MeterProvider = noMeterProvider
  let remove = (): void => {}
  return {
    register: () => {
      const now = metrics.getMeterProvider()
      if (now === provider) return
      remove()
      provider = now
      const meter = metrics.getMeter(scope)
      const observables = new Map<string, Observable>(
        Object.entries<string>(units).map(([name, unit]) => [
          name,
          meter.createObservableGauge(name, { unit })
        ])
      )
      const callback: BatchObservableCallback = async result => {
        const observation = await observe()
        if (observation === null) return
        for (const [name, value] of Object.entries<number>(observation.values)) {
          const observable = observables.get(name)
          if (observable !== undefined) result.observe(observable, value, observation.attributes)
        }
      }
      meter.addBatchObservableCallback(callback, [...observables.values()])
      remove = () => meter.removeBatchObservableCallback(callback, [...observables.values()])
    },
    remove: () => remove()
  }
}
