import {
  doTypesOverlap,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  typeFromAST,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql'
import { endsMoment } from '../builder/as-of-plugin.ts'
import type { Context } from '../builder/context.ts'
import { isIncluded } from './inclusion.ts'
import { isWithin } from './is-within.ts'
import { itself, type Load } from './relation.ts'

type Field = GraphQLField<unknown, unknown>
type Resolver = (source: unknown, args: object, context: Context) => unknown

/** A selected field whose resolver loads something, or that leads to such fields. */
export interface Step {
  field: Field
  ast: FieldNode
  resolve: Resolver
  /** The step whose values are its objects; undefined if the executor has read them. */
  parent: Step | undefined
  /** Only objects of this type have the field, if they can have several. */
  condition: { among: GraphQLAbstractType; type: GraphQLCompositeType } | undefined
  reads: { load: Load<unknown>; read: Read }[]
  readsPresent: boolean
  /** Whether the fields below read the present: see the as-of plugin. */
  endsMoment: boolean
  steps: Step[]
}

/** What one loader reads for several steps: once, after all of them have said their keys. */
export interface Read {
  load: Load<unknown>
  feeders: Step[]
}

/** Where a plan begins: the fields below the objects of a field. */
export interface Entry {
  steps: Step[]
}

/** A larger document is planned in part: the executor loads the rest as it meets it. */
const MAX_STEPS = 300
/** Of fragments, each use counts: a few of them can spread each other many times. */
const MAX_SELECTIONS = 5_000

/** What the fields of an operation load, for one choice of its `@skip` and `@include`. */
export class Plan {
  readonly #reads: Read[] = []
  readonly #entries = new Map<FieldNode, { fieldNodes: readonly FieldNode[]; entry: Entry }[]>()
  #stepCount = 0
  #selectionCount = 0

  /** Returns the fields below a field; the plan of all entries of an operation has one read for each loader. */
  entryOf(info: GraphQLResolveInfo): Entry {
    const [first] = info.fieldNodes
    if (first === undefined) return { steps: [] }
    const ofNode = this.#entries.get(first) ?? []
    const existing = ofNode.find(({ fieldNodes }) => areEqual(fieldNodes, info.fieldNodes))
    if (existing) return existing.entry
    const entry: Entry = { steps: [] }
    const type = getNamedType(info.returnType)
    for (const { selectionSet } of info.fieldNodes) {
      if (selectionSet && isCompositeType(type)) this.#walk(info, selectionSet, { type, owner: entry })
    }
    this.#entries.set(first, [...ofNode, { fieldNodes: info.fieldNodes, entry }])
    return entry
  }

  #walk(info: GraphQLResolveInfo, { selections }: SelectionSetNode, place: Place): void {
    for (const selection of selections) {
      if (++this.#selectionCount > MAX_SELECTIONS) return
      if (!isIncluded(selection, info.variableValues)) continue
      if (selection.kind === Kind.FIELD) {
        this.#addField(info, selection, place)
        continue
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection
      if (fragment) this.#walk(info, fragment.selectionSet, narrowed(info, place, fragment.typeCondition))
    }
  }

  #addField(info: GraphQLResolveInfo, ast: FieldNode, { type, owner, condition }: Place): void {
    const field = isUnionType(type) ? undefined : type.getFields()[ast.name.value]
    const options = field && (field.extensions['pothosOptions'] as DeclaredOptions | undefined)
    if (!field || !options?.loads || !options.resolve || this.#stepCount >= MAX_STEPS) return
    const twin = owner.steps.find((step) => step.field === field && !hasArguments(step.ast))
    const isNew = hasArguments(ast) || !twin
    const step = isNew ? this.#createStep({ field, ast, condition, owner, options }) : twin
    const below = getNamedType(field.type)
    const [last = step] = options.loadsThen ? step.steps : []
    if (ast.selectionSet && isCompositeType(below)) this.#walk(info, ast.selectionSet, { type: below, owner: last })
    if (isNew && (step.reads.length > 0 || step.steps.length > 0)) owner.steps.push(step)
  }

  #createStep({ field, ast, condition, owner, options }: NewStep): Step {
    this.#stepCount++
    const { loads = [], loadsThen, resolve = itself.resolve, readsPresent = false } = options
    const step: Step = {
      field,
      ast,
      resolve,
      parent: 'reads' in owner ? owner : undefined,
      condition,
      reads: [],
      readsPresent,
      endsMoment: endsMoment(field.type),
      steps: [],
    }
    for (const load of loads) step.reads.push({ load, read: this.#readFor(load, step) })
    if (loadsThen === undefined) return step
    // The objects themselves go on to a second step, which loads the rest.
    const first: Step = Object.assign(step, { resolve: itself.resolve, endsMoment: false })
    first.steps.push(
      this.#createStep({
        field,
        ast,
        condition: undefined,
        owner: first,
        options: { resolve, readsPresent, loads: loadsThen },
      }),
    )
    return first
  }

  /** Steps share a read of the same loader, unless one of them needs what it has read. */
  #readFor(load: Load<unknown>, step: Step): Read {
    const shared =
      'loader' in load ? this.#reads.find((read) => isSameLoader(read.load, load) && !dependsOn(step, read)) : undefined
    const read = shared ?? { load, feeders: [] }
    read.feeders.push(step)
    if (!shared) this.#reads.push(read)
    return read
  }
}

/** The part of the options of a field that plans use. */
interface DeclaredOptions {
  loads?: readonly Load<unknown>[]
  loadsThen?: readonly Load<unknown>[]
  resolve?: Resolver
  readsPresent?: boolean
}

interface NewStep extends Pick<Step, 'field' | 'ast' | 'condition'> {
  owner: Entry | Step
  options: DeclaredOptions
}

/** Where selections stand: the type of the objects, and what owns the steps. */
interface Place {
  type: GraphQLCompositeType
  owner: Entry | Step
  condition?: Step['condition']
}

/** The place of the selections of a fragment. */
function narrowed({ schema }: GraphQLResolveInfo, place: Place, typeCondition: FragmentCondition): Place {
  const type = typeCondition && typeFromAST(schema, typeCondition)
  if (!type || type === place.type || !isCompositeType(type)) return place
  const among = place.condition?.among ?? place.type
  if (!isAbstractType(among) || (isAbstractType(type) && isWithin(schema, place.type, type))) return place
  return doTypesOverlap(schema, type, place.type) ? { ...place, type, condition: { among, type } } : place
}

type FragmentCondition = Parameters<typeof typeFromAST>[1] | undefined

function hasArguments({ arguments: args = [] }: FieldNode): boolean {
  return args.length > 0
}

function isSameLoader(one: Load<unknown>, other: Load<unknown>): boolean {
  return 'loader' in one && 'loader' in other && one.loader === other.loader
}

/** Whether a step begins only after a read has ended. */
function dependsOn(step: Step, target: Read): boolean {
  const seen = new Set<Step>()
  const waiting = [step]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const { parent } = next
    if (parent === undefined) continue
    if (parent.reads.some(({ read }) => read === target)) return true
    waiting.push(parent, ...parent.reads.flatMap(({ read }) => read.feeders))
  }
  return false
}

function areEqual<Item>(some: readonly Item[], others: readonly Item[]): boolean {
  return some.length === others.length && some.every((item, i) => item === others[i])
}
