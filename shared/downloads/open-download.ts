import { formKind } from '../capture/form-config.ts';
import { readSubmissions } from '../capture/index.ts';
import { type CompanyConfig, readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { formSource } from '../platform/ids.ts';
import type { ObjectAddresses, Objects } from '../platform/objects.ts';
import type { Table } from '../platform/table.ts';
import { readDownloadLink } from './link.ts';

type Company = Pick<CompanyConfig, 'name' | 'phone'>;

/** Where a link leads: to the file, or to a page that says why not and what to do. */
export type DownloadPage =
  | { readonly kind: 'file'; readonly url: string }
  | { readonly kind: 'expired' | 'gone'; readonly company: Company; readonly locale: Locale }
  | { readonly kind: 'unknown'; readonly company: Company };

export interface DownloadParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly objects: Pick<Objects, 'sizeOf'>;
  readonly addresses: Pick<ObjectAddresses, 'forGet'>;
  /** Every key that signed links of downloads and is still believed. */
  readonly downloadKeys: readonly string[];
}

/** Seconds in which the address of the file is good: whoever opened the link takes it at once. */
const addressSeconds = 300;

/** Finds the file of a post behind its link. Changes nothing: programs open links before people do. */
export async function openDownload(token: string, parts: DownloadParts): Promise<DownloadPage> {
  const link = readDownloadLink(token, parts.clock(), parts.downloadKeys);
  const company = await readCompany(parts.config);
  if (link.kind === 'unknown') return { kind: 'unknown', company };
  const { formId, submissionId, locale } = link.claims;
  if (link.kind === 'expired') return { kind: 'expired', company, locale };
  const [forms, [submission]] = await Promise.all([
    parts.config.current(formKind),
    readSubmissions(parts.table, [{ ...formSource(formId), submissionId }]),
  ]);
  const file = forms.documents.get(formId)?.download?.file;
  const key = `downloads/${file}`;
  const isThere = submission !== undefined && file !== undefined && (await parts.objects.sizeOf(key)) !== undefined;
  return isThere ? { kind: 'file', url: await parts.addresses.forGet(key, file, addressSeconds) } : { kind: 'gone', company, locale };
}
