/** The answer to the call of a tool. */
export interface Called {
  status: number
  isError: boolean
  /** The text for the model. */
  text: string
}

/** Sends a message of the Model Context Protocol as a client of the revision 2025-06-18 does. */
export function post(origin: string, message: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  })
}

/** Calls a tool. */
export async function call(
  origin: string,
  name: string,
  values: object,
  headers: Record<string, string> = {},
): Promise<Called> {
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: values } }
  const response = await post(origin, message, headers)
  const body = await response.text()
  const json = body.startsWith('event:') ? body.slice(body.indexOf('data: ') + 'data: '.length) : body
  const { result } = JSON.parse(json) as { result?: { content: { text: string }[]; isError?: boolean } }
  return { status: response.status, isError: result?.isError ?? false, text: result?.content[0]?.text ?? body }
}

/**
 * Calls a tool that must answer.
 * @throws {Error} if it answers with an error
 */
export async function answerOf<Value>(
  origin: string,
  name: string,
  values: object,
  headers: Record<string, string> = {},
): Promise<Value> {
  const { isError, text } = await call(origin, name, values, headers)
  if (isError) throw new Error(text)
  return JSON.parse(text) as Value
}
