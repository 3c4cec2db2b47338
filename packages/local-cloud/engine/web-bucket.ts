import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { JsonObject } from '../assembly/json.ts';
import type { Header, HttpResponse } from './http-message.ts';

/** One deployment of files into a bucket. */
export interface BucketSource {
  readonly directory: string;
  /** Below which prefix the files come to lie. */
  readonly prefix: string;
  readonly exclude: readonly string[];
  readonly include: readonly string[];
  /** `cache-control` and other system metadata that the deployment gives to each object. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Text that stands in the files for values known only at deployment. */
  readonly markers: JsonObject;
  /** Told of each file. */
  readonly also?: (key: string, body: Buffer, contentType: string) => void;
}

interface StoredObject {
  readonly body: Buffer;
  readonly headers: readonly Header[];
  readonly etag: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  ico: 'image/vnd.microsoft.icon',
  txt: 'text/plain; charset=utf-8',
  xml: 'application/xml',
  yaml: 'application/yaml',
  pdf: 'application/pdf',
  woff: 'font/woff',
  woff2: 'font/woff2',
  webmanifest: 'application/manifest+json',
};

const contentTypeOf = (key: string): string => contentTypes[key.slice(key.lastIndexOf('.') + 1).toLowerCase()] ?? 'binary/octet-stream';

/** A bucket whose content is what its deployments put there. */
export class WebBucket {
  readonly name: string;
  readonly #objects = new Map<string, StoredObject>();

  constructor(name: string) {
    this.name = name;
  }

  /** Takes over the files of a deployment, later deployments over earlier ones. */
  deploy(source: BucketSource): void {
    if (!existsSync(source.directory)) return;
    const files = statSync(source.directory).isDirectory() ? filesBelow(source.directory) : [];
    for (const file of files) {
      const name = relative(source.directory, file).split(sep).join('/');
      const isExcluded =
        source.exclude.some((pattern) => matchesGlob(name, pattern)) && !source.include.some((pattern) => matchesGlob(name, pattern));
      if (isExcluded) continue;
      const key = [source.prefix.replace(/\/$/, ''), name].filter(Boolean).join('/');
      const body = fill(readFileSync(file), source.markers);
      this.put(key, body, source.metadata);
      source.also?.(key, body, contentTypeOf(key));
    }
  }

  put(key: string, body: Buffer, metadata: Readonly<Record<string, string>> = {}): void {
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const headers: Header[] = Object.entries({
      'content-type': contentTypeOf(key),
      ...metadata,
      etag,
      'last-modified': new Date(0).toUTCString(),
    });
    this.#objects.set(key, { body, headers, etag });
  }

  /** Answers a GET as the bucket behind an origin access control does: what is not there is forbidden. */
  get(key: string, requestHeaders: readonly Header[]): HttpResponse {
    const object = this.#objects.get(key);
    if (!object) {
      const body = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
      return { status: 403, headers: [['content-type', 'application/xml']], body };
    }
    const known = requestHeaders.find(([name]) => name === 'if-none-match')?.[1];
    if (known?.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, '') === object.etag || tag === '*')) {
      return { status: 304, headers: object.headers, body: '' };
    }
    return { status: 200, headers: object.headers, body: object.body };
  }

  get size(): number {
    return this.#objects.size;
  }
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function fill(body: Buffer, markers: JsonObject): Buffer {
  const entries = Object.entries(markers);
  if (entries.length === 0) return body;
  let text = body.toString('utf8');
  for (const [marker, value] of entries) text = text.replaceAll(marker, String(value));
  return Buffer.from(text);
}

/** The globs of `aws s3 sync`: `*` reaches over slashes. */
function matchesGlob(name: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(name);
}
