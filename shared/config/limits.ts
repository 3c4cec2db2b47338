/**
 * DynamoDB refuses items above 400 KB and transactions above 4 MB. Twenty documents are written at once, and the manifest of a version
 * names every document with its hash.
 */
const documentKilobytes = 190;
const documentsOfKind = 2_000;

/** Names the documents that only the table would refuse: too large, or too many. */
export function findTooLarge(documents: readonly unknown[]): { index: number; message: string }[] {
  const large = documents.flatMap((document, index) => {
    const bytes = bytesOf(document);
    if (bytes === null) return [{ index, message: 'the document is nested too deeply to be kept' }];
    const kilobytes = Math.ceil(bytes / 1_024);
    const message = `the document has ${kilobytes} KB; at most ${documentKilobytes} KB can be kept`;
    return kilobytes > documentKilobytes ? [{ index, message }] : [];
  });
  const message = `there are ${documents.length} documents; at most ${documentsOfKind} of a kind can be kept`;
  return documents.length > documentsOfKind ? [...large, { index: documentsOfKind, message }] : large;
}

/** Null for what lies so deep within itself that Node cannot write it. */
function bytesOf(document: unknown): number | null {
  try {
    return Buffer.byteLength(JSON.stringify(document) ?? '');
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
