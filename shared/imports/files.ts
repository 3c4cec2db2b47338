import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { type ImportId, LeadId, PurchaseId, RepId } from '../platform/ids.ts';
import type { Objects } from '../platform/objects.ts';

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

const cell = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('number'), value: z.number(), text: z.string() }),
  z.object({ kind: z.literal('date'), iso: z.string(), text: z.string() }),
  z.object({ kind: z.literal('boolean'), value: z.boolean(), text: z.string() }),
  z.object({ kind: z.literal('error'), text: z.string() }),
]);

/** A row as it stands in the file; `sheet` is its place among the sheets. */
const RawRow = z.object({
  sheet: z.number(),
  row: z.number(),
  cells: z.array(cell),
  /** True where it was of somebody who was erased: nothing else is left of it. */
  isErased: z.literal(true).exactOptional(),
});
export type RawRow = z.infer<typeof RawRow>;

/** A row by the mapping. Rows of one cluster lie behind each other. */
const KeptRow = z.object({
  sheet: z.string(),
  row: z.number(),
  fields: z.record(z.string(), z.string()),
  extra: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  /** @default - null */
  leadId: LeadId.nullable().exactOptional(),
  repId: RepId.nullable(),
  source: z.string().nullable(),
  campaign: z.string().nullable(),
  date: z.string().nullable(),
  consent: z.object({ at: z.string(), how: z.enum(['phone', 'email', 'message', 'inPerson', 'letter']) }).nullable(),
  order: z
    .object({ orderId: z.string(), at: z.string(), amount: z.number(), paid: z.number().nullable(), paidAt: z.string().nullable() })
    .nullable(),
  problem: z
    .enum(['rowTooLong', 'noContact', 'phoneRounded', 'orderWithoutId', 'orderWithoutDate', 'orderWithoutAmount', 'refused', 'erased'])
    .nullable(),
  warnings: z.array(z.string()),
  cluster: z.number().nullable(),
});
export type KeptRow = z.infer<typeof KeptRow>;

/** What became of a row, or would. */
export const RowResult = z.object({
  sheet: z.string(),
  row: z.number(),
  action: z.enum(['create', 'update', 'skip', 'quarantine']),
  /** Why it is skipped or set aside. */
  reason: z.string().nullable(),
  warnings: z.array(z.string()),
  leadId: LeadId.nullable(),
  /** Who had the lead that the row moved; null: nobody. @default - it moved none */
  from: RepId.nullable().exactOptional(),
  /** Of a row by which an order was recorded. */
  purchaseId: PurchaseId.exactOptional(),
});
export type RowResult = z.infer<typeof RowResult>;

/** What is shown of a sheet while somebody says what its columns are. */
export const SheetHead = z.object({
  name: z.string(),
  header: z.number().nullable(),
  rows: z.number(),
  columns: z.array(z.object({ key: z.string(), header: z.string(), samples: z.array(z.string()) })),
});
export type SheetHead = z.infer<typeof SheetHead>;

/** What a row became when it was taken back. */
export const UndoneRow = z.object({ sheet: z.string(), row: z.number(), leadId: LeadId, kept: z.string().nullable() });
export type UndoneRow = z.infer<typeof UndoneRow>;

/** What a row is known by, while rows are sorted. */
const RowKeys = z.array(z.string());

const shapes = {
  raw: RawRow,
  read: KeptRow,
  keys: RowKeys,
  rows: KeptRow,
  preview: RowResult,
  result: RowResult,
  undo: UndoneRow,
} as const;
type Shapes = typeof shapes;

/** Rows that a part has as they stand in the file, and while they are sorted. */
export const mostPerRaw = 1_000;

const folderOf = (importId: ImportId): string => `imports/${importId}/`;
export const uploadKey = (importId: ImportId): string => `${folderOf(importId)}upload`;
export const resultKey = (importId: ImportId): string => `${folderOf(importId)}result.csv`;

/** The files of one list. */
export class ImportFiles {
  readonly #objects: Objects;
  readonly #folder: string;
  readonly importId: ImportId;

  constructor(objects: Objects, importId: ImportId) {
    this.#objects = objects;
    this.importId = importId;
    this.#folder = folderOf(importId);
  }

  upload(): Promise<Uint8Array | undefined> {
    return this.#objects.get(uploadKey(this.importId));
  }

  /** Of one part, below the folder of the list. */
  nameOf(kind: keyof Shapes, part: number): string {
    return `${kind}/${String(part).padStart(6, '0')}.json.gz`;
  }

  async putPart<Kind extends keyof Shapes>(kind: Kind, part: number, rows: readonly z.infer<Shapes[Kind]>[]): Promise<void> {
    await this.#put(this.nameOf(kind, part), rows);
  }

  /** Undefined where there is no such part. @throws CorruptItemError */
  async part<Kind extends keyof Shapes>(kind: Kind, part: number): Promise<z.infer<Shapes[Kind]>[] | undefined> {
    return this.#get(this.nameOf(kind, part), z.array(shapes[kind]) as unknown as z.ZodType<z.infer<Shapes[Kind]>[]>);
  }

  async putHeads(heads: readonly SheetHead[]): Promise<void> {
    await this.#put('heads.json.gz', heads);
  }

  async heads(): Promise<SheetHead[] | undefined> {
    return this.#get('heads.json.gz', z.array(SheetHead));
  }

  async putResult(csv: Uint8Array): Promise<void> {
    await this.#objects.put(resultKey(this.importId), csv, 'text/csv; charset=utf-8');
  }

  result(): Promise<Uint8Array | undefined> {
    return this.#objects.get(resultKey(this.importId));
  }

  /** Deletes files of the list by their names below its folder. */
  remove(names: readonly string[]): Promise<void> {
    return this.#objects.remove(names.map((name) => this.#folder + name));
  }

  async #put(name: string, value: unknown): Promise<void> {
    await this.#objects.put(this.#folder + name, await pack(JSON.stringify(value), { level: 4 }), 'application/gzip');
  }

  async #get<Value>(name: string, schema: z.ZodType<Value>): Promise<Value | undefined> {
    const packed = await this.#objects.get(this.#folder + name);
    if (!packed) return undefined;
    const parsed = schema.safeParse(JSON.parse((await unpack(packed)).toString('utf8')));
    if (!parsed.success) throw new CorruptItemError('a file of a list does not have the shape this version knows');
    return parsed.data;
  }
}
