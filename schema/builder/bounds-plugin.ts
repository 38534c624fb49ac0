import SchemaBuilder, {
  BasePlugin,
  type FieldRequiredness,
  type InputType,
  type PothosInputFieldConfig,
  type SchemaTypes,
} from '@pothos/core'
import { completeBound, describeBound, isTextScalar, type Bound } from './bound.ts'

/**
 * Gives every argument and input field a bound: what its option `bound` declares, completed by defaults. The bound is a
 * sentence at the end of the description, and an extension that the server reads before it executes an operation.
 */
class BoundsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onInputFieldConfig(config: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    const { bound: declared } = config.pothosOptions as { bound?: Partial<Bound> }
    let { type } = config
    while (type.kind === 'List') type = type.type
    const { name } = this.builder.configStore.getTypeConfig(type.ref)
    const bound = completeBound(name, declared)
    const sentence = describeBound(bound, config.type.kind === 'List', type.kind === 'Scalar' && isTextScalar(name))
    return {
      ...config,
      description: [config.description, sentence].filter(Boolean).join(' '),
      extensions: { ...config.extensions, bound },
    }
  }
}

declare global {
  // oxlint-disable-next-line typescript/no-namespace
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      bounds: BoundsPlugin<Types>
    }
    // The type parameters must be those that Pothos declares.
    interface InputFieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      Type extends InputType<Types> | [InputType<Types>] = InputType<Types> | [InputType<Types>],
      Req extends FieldRequiredness<Type> = FieldRequiredness<Type>,
    > {
      /** The largest value. Default: by its type (see `completeBound`). */
      bound?: Partial<Bound> | undefined
    }
  }
}

SchemaBuilder.registerPlugin('bounds', BoundsPlugin)

export const BOUNDS = 'bounds' as const
