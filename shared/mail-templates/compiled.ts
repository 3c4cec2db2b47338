import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { hashDocument } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { type TemplateConfig, templateKind } from './template-config.ts';

/** One language of a template as it is rendered from: Liquid, the MJML of it made into HTML. */
const CompiledMail = z.object({ subject: z.string(), html: z.string(), text: z.string() });
export type CompiledMail = z.infer<typeof CompiledMail>;

const StoredMail = z.object({ packed: z.custom<Uint8Array>((value) => ArrayBuffer.isView(value), 'has to be binary') });

/** Returns what a language of a template is known by: it changes with every change of what its mails say. */
export function digestOf({ id, purpose, locales, fallbacks }: TemplateConfig, locale: Locale): string {
  const own = Object.fromEntries(Object.entries(fallbacks).map(([name, texts]) => [name, texts[locale]]));
  return hashDocument({ id, purpose, locale, wording: locales[locale], fallbacks: own }).hash;
}

/** Returns what the record of a mail calls a language of a template: it changes with every change of what its mails say. */
export function versionOf(template: TemplateConfig, locale: Locale): string {
  return `${template.id}.${locale}.${digestOf(template, locale).slice(0, 8)}`;
}

/** Returns the write that keeps one language of a template. The same content has the same key, so writing it again changes nothing. */
export function putCompiled(digest: string, compiled: CompiledMail): WriteItem {
  const packed = new Uint8Array(deflateRawSync(JSON.stringify(compiled)));
  return { Put: { Item: { ...keys.configArtifact(templateKind.name, digest), packed } } };
}

/** Reads one language of a template. @throws CorruptItemError where it was never made, or cannot be read */
export async function readCompiled(table: Table, digest: string): Promise<CompiledMail> {
  const key = keys.configArtifact(templateKind.name, digest);
  // It never changes once it is there, so the dear read is needed only when the cheap one does not see it yet.
  const item = (await table.get(key)) ?? (await table.get(key, { consistent: true }));
  const stored = StoredMail.safeParse(item);
  if (!stored.success) throw new CorruptItemError('a template was published without being compiled');
  return CompiledMail.parse(JSON.parse(inflateRawSync(stored.data.packed).toString('utf8')));
}
