import type { ObjectFacts } from './objects.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function errorXml(code: string, message: string): Buffer {
  return Buffer.from(
    `${head}<Error><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message><RequestId>local</RequestId></Error>`,
  );
}

export function listXml({
  bucket,
  prefix,
  most,
  found,
  isTruncated,
}: {
  readonly bucket: string;
  readonly prefix: string;
  readonly most: number;
  readonly found: readonly ObjectFacts[];
  readonly isTruncated: boolean;
}): Buffer {
  const contents = found.map(
    ({ key, changedAtMs, etag, size }) =>
      `<Contents><Key>${escaped(key)}</Key><LastModified>${new Date(changedAtMs).toISOString()}</LastModified><ETag>${escaped(etag)}</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const next = isTruncated ? `<NextContinuationToken>${escaped(found.at(-1)?.key ?? '')}</NextContinuationToken>` : '';
  return Buffer.from(
    `${head}<ListBucketResult xmlns="${namespace}"><Name>${escaped(bucket)}</Name><Prefix>${escaped(prefix)}</Prefix><MaxKeys>${most}</MaxKeys>` +
      `<KeyCount>${found.length}</KeyCount><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
  );
}

export function deletedXml(keys: readonly string[]): Buffer {
  const deleted = keys.map((key) => `<Deleted><Key>${escaped(key)}</Key></Deleted>`).join('');
  return Buffer.from(`${head}<DeleteResult xmlns="${namespace}">${deleted}</DeleteResult>`);
}

/** The keys of a DeleteObjects request; only clients write this XML, so what else there might be in it is not looked for. */
export function keysToDelete(body: Buffer): string[] {
  return [...body.toString('utf8').matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescaped(key));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#13;' };

function escaped(text: string): string {
  return text.replace(/[&<>"'\r]/g, (sign) => entities[sign] ?? sign);
}

function unescaped(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined || decimal !== undefined)
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    return Object.keys(entities).find((sign) => entities[sign] === `&${name};`) ?? whole;
  });
}
