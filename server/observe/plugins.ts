import { getOperationAST, type ExecutionArgs } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { RequestRecord } from './request-record.ts'
import { runWithSpan, startOperationSpan } from './spans.ts'

/** What the plugins read of the server context. */
interface Recorded {
  record?: RequestRecord
}

/** Notes the operation and starts its span. The first plugin, so that it also sees operations that others reject. */
export const observeOperation: Plugin<Recorded> = {
  onParams: ({ params, context }) => (context as Recorded | undefined)?.record?.nameOperation(params.operationName),
  onExecute: ({ args, executeFn, setExecuteFn }) => {
    const record = begin(args)
    const span = record?.span
    if (span?.isRecording()) setExecuteFn((input) => runWithSpan(span, () => executeFn(input) as unknown))
  },
  onSubscribe: ({ args }) => void begin(args),
}

function begin(args: ExecutionArgs): RequestRecord | undefined {
  const { record, request } = args.contextValue as Recorded & { request: Request }
  const operation = getOperationAST(args.document, args.operationName)
  if (record === undefined || !operation) return undefined
  record.nameOperation(operation.name?.value)
  record.operationType = operation.operation
  record.span = startOperationSpan(request.headers, operation.operation, record.operationName)
  return record
}

/** Notes the error codes and the cost of results. The last plugin, because others mask errors. */
export const observeResult: Plugin<Recorded> = {
  onSubscribe: ({ args }) => {
    const { record } = args.contextValue as Recorded
    // The HTTP server finishes the record of a subscription over SSE when the response ends.
    const end = () => void (record?.transport === 'websocket' && record.finish())
    return {
      onSubscribeResult: () => ({ onNext: ({ result }) => record?.addResult(result), onEnd: end }),
      onSubscribeError: end,
    }
  },
  onResultProcess: ({ result, serverContext }) => {
    if (Array.isArray(result) || Symbol.asyncIterator in result) return
    ;(serverContext as Recorded).record?.addResult(result)
  },
}
