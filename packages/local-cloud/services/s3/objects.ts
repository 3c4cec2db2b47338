import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Facts = z.object({
  bucket: z.string(),
  key: z.string(),
  size: z.number(),
  etag: z.string(),
  changedAtMs: z.number(),
  headers: z.record(z.string(), z.string()),
});

/** What is known of an object beside its bytes; `headers` were given with it and are answered with it. */
export type ObjectFacts = z.infer<typeof Facts>;

/** Keeps objects in memory, or as files below a folder; a write that is cut leaves what was there. */
export class Objects {
  readonly #folder: string | undefined;
  readonly #facts = new Map<string, ObjectFacts>();
  readonly #bodies = new Map<string, Buffer>();

  constructor(folder: string | undefined) {
    this.#folder = folder;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const facts = Facts.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      if (facts.success && existsSync(join(folder, file.replace(/\.json$/, '')))) this.#facts.set(placeOf(facts.data), facts.data);
    }
  }

  find(bucket: string, key: string): ObjectFacts | undefined {
    return this.#facts.get(placeOf({ bucket, key }));
  }

  /** All of a bucket, in the order of the bytes of their keys. */
  of(bucket: string): ObjectFacts[] {
    return [...this.#facts.values()]
      .filter((facts) => facts.bucket === bucket)
      .sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
  }

  read(facts: ObjectFacts): Buffer {
    const place = placeOf(facts);
    return this.#folder === undefined ? (this.#bodies.get(place) ?? Buffer.alloc(0)) : readFileSync(join(this.#folder, fileOf(place)));
  }

  write(facts: ObjectFacts, body: Buffer): void {
    const place = placeOf(facts);
    this.#facts.set(place, facts);
    if (this.#folder === undefined) return void this.#bodies.set(place, body);
    for (const [file, bytes] of [
      [fileOf(place), body],
      [`${fileOf(place)}.json`, JSON.stringify(facts)],
    ] as const) {
      writeFileSync(join(this.#folder, `${file}.new`), bytes, { mode: 0o600 });
      renameSync(join(this.#folder, `${file}.new`), join(this.#folder, file));
    }
  }

  remove({ bucket, key }: Pick<ObjectFacts, 'bucket' | 'key'>): void {
    const place = placeOf({ bucket, key });
    if (!this.#facts.delete(place)) return;
    this.#bodies.delete(place);
    if (this.#folder === undefined) return;
    rmSync(join(this.#folder, `${fileOf(place)}.json`), { force: true });
    rmSync(join(this.#folder, fileOf(place)), { force: true });
  }
}

const placeOf = ({ bucket, key }: Pick<ObjectFacts, 'bucket' | 'key'>): string => `${bucket}/${key}`;

/** Keys are longer than names of files may be, and have signs that a disk does not take. */
const fileOf = (place: string): string => createHash('sha256').update(place).digest('hex');
