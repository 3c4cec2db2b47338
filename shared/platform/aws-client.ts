/**
 * Settings of every client of the SDK. The SDK's own way to collect an answer pipes it through a stream that outlives two collections
 * of the young generation; each function then clears its old generation every few hundred calls, which is its slowest per cent.
 */
export const clientDefaults = { streamCollector: bytesOf } as const;

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
