import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { hashDocument } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { frame } from './generated/frame.ts';
import { type TemplateConfig, templateKind } from './template-config.ts';

/** One language of a template as it is rendered from: Liquid, the MJML of it made into HTML. */
const CompiledMail = z.object({ subject: z.string(), html: z.string(), text: z.string() });
export type CompiledMail = z.infer<typeof CompiledMail>;

/** `frame`: in which frame it was compiled; items of before have none. */
const StoredMail = z.object({
  packed: z.custom<Uint8Array>((value) => ArrayBuffer.isView(value), 'has to be binary'),
  frame: z.string().optional(),
});

/** Returns what the wording of a language of a template is known by: it changes with every change of what somebody wrote. */
export function digestOf({ id, purpose, locales, fallbacks }: TemplateConfig, locale: Locale): string {
  const own = Object.fromEntries(Object.entries(fallbacks).map(([name, texts]) => [name, texts[locale]]));
  return hashDocument({ id, purpose, locale, wording: locales[locale], fallbacks: own }).hash;
}

/** Returns what the record of a mail calls a language of a template: it changes with every change of what somebody wrote. */
export function versionOf(template: TemplateConfig, locale: Locale): string {
  return `${template.id}.${locale}.${digestOf(template, locale).slice(0, 8)}`;
}

/** Returns the write that keeps one language of a template in the frame of this version, in place of an earlier frame. */
export function putCompiled(digest: string, compiled: CompiledMail): WriteItem {
  const packed = new Uint8Array(deflateRawSync(JSON.stringify(compiled)));
  return { Put: { Item: { ...keys.compiled(templateKind.name, digest), packed, frame } } };
}

/** One language of a template as it lies in the table. */
export interface StoredCompilation {
  readonly compiled: CompiledMail;
  /** Another version of the code compiled it, which puts another frame around mails. */
  readonly isStale: boolean;
}

/** Says whether a language of a template lies compiled in the frame of this version. */
export async function isCompiledHere(table: Pick<Table, 'get'>, digest: string): Promise<boolean> {
  const item = await table.get(keys.compiled(templateKind.name, digest), { consistent: true });
  return item?.frame === frame;
}

/** Reads one language of a template. @throws CorruptItemError where it was never made, or cannot be read */
export async function readCompiled(table: Pick<Table, 'get'>, digest: string): Promise<StoredCompilation> {
  const key = keys.compiled(templateKind.name, digest);
  // It hardly ever changes once it is there, so the dear read is needed only when the cheap one does not see it yet.
  const item =
    (await table.get(key)) ??
    (await table.get(key, { consistent: true })) ??
    (await table.get(keys.configArtifact(templateKind.name, digest)));
  const stored = StoredMail.safeParse(item);
  if (!stored.success) throw new CorruptItemError('a template was published without being compiled');
  const compiled = CompiledMail.parse(JSON.parse(inflateRawSync(stored.data.packed).toString('utf8')));
  return { compiled, isStale: stored.data.frame !== frame };
}
