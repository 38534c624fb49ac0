import type { GraphQLResolveInfo } from 'graphql'
import {
  addKeys,
  argumentsOf,
  matchingObjects,
  NO_OBJECTS,
  valuesOf,
  type KeysByLoader,
  type Objects,
} from './objects.ts'
import type { Entry, Read, Step } from './plan.ts'

interface StepState {
  objects: Objects
  args: object
  /** The reads that have not ended. */
  pendingReads: number
}

interface ReadState {
  /** The steps that have not said their keys. */
  waitingSteps: number
  keys: KeysByLoader
}

/**
 * Reads what the fields below objects load, and what the fields below those load, into the loaders. Each read begins when
 * all steps that lead to it have ended, so that reads that do not need each other run at the same time.
 * @param starts entries of one plan with their objects
 * @returns a promise that resolves when all is at hand. A failed read leaves its error in the loader, for the resolver
 */
export function runPlan(starts: ReadonlyMap<Entry, Objects>, info: GraphQLResolveInfo): Promise<void> {
  return new Promise((resolve) => new Run(info, resolve).start(starts))
}

class Run {
  readonly #info: GraphQLResolveInfo
  readonly #onEnd: () => void
  readonly #steps = new Map<Step, StepState>()
  readonly #reads = new Map<Read, ReadState>()
  #openSteps = 0

  constructor(info: GraphQLResolveInfo, onEnd: () => void) {
    this.#info = info
    this.#onEnd = onEnd
  }

  start(starts: ReadonlyMap<Entry, Objects>): void {
    for (const { steps } of starts.keys()) for (const step of steps) this.#add(step)
    for (const [{ steps }, objects] of starts) for (const step of steps) this.#begin(step, objects)
  }

  #add(step: Step): void {
    this.#openSteps++
    this.#steps.set(step, { objects: NO_OBJECTS, args: {}, pendingReads: step.reads.length })
    for (const { read } of step.reads) {
      const state = this.#reads.get(read)
      if (state) state.waitingSteps++
      else this.#reads.set(read, { waitingSteps: 1, keys: new Map() })
    }
    for (const below of step.steps) this.#add(below)
  }

  #begin(step: Step, objects: Objects): void {
    const state = stateOf(this.#steps, step)
    const args = argumentsOf(step, this.#info.variableValues)
    if (args) {
      state.args = args
      state.objects = matchingObjects(step, objects, this.#info)
      for (const { load, read } of step.reads) addKeys(stateOf(this.#reads, read).keys, load, step, state.objects)
    }
    if (step.reads.length === 0) this.#end(step)
    for (const { read } of step.reads) {
      if (--stateOf(this.#reads, read).waitingSteps === 0) this.#fill(read)
    }
  }

  #fill(read: Read): void {
    const { keys } = stateOf(this.#reads, read)
    const pending = [...keys].map(([loader, ofLoader]) => loader.fill(ofLoader)).filter((each) => each !== undefined)
    const onFilled = () => {
      for (const step of read.feeders) {
        const state = this.#steps.get(step)
        if (state && --state.pendingReads === 0) this.#end(step)
      }
    }
    if (pending.length === 0) onFilled()
    else void Promise.allSettled(pending).then(onFilled)
  }

  #end(step: Step): void {
    if (step.steps.length > 0) {
      const { args, objects } = stateOf(this.#steps, step)
      const values = valuesOf(step, args, objects)
      for (const below of step.steps) this.#begin(below, values)
    }
    if (--this.#openSteps === 0) this.#onEnd()
  }
}

function stateOf<Key, State>(states: ReadonlyMap<Key, State>, key: Key): State {
  const state = states.get(key)
  if (state === undefined) throw new Error('A plan has a part that its run has not counted.')
  return state
}
