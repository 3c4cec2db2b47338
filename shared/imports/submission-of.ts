import type { Listed, Submission } from '../capture/index.ts';
import type { Digests } from '../platform/digests.ts';
import { SubmissionId } from '../platform/ids.ts';
import { offsetAt } from '../platform/zones.ts';
import { saidVersion } from '../preferences/index.ts';
import type { KeptRow } from './files.ts';
import type { Import } from './import.ts';

export interface RowParts {
  readonly digests: Pick<Digests, 'body' | 'post'>;
  readonly zone: string;
  /** One moment for all rows, so that a row that is tried again says the same. */
  readonly at: string;
}

/**
 * Returns a row as intake takes it in. It is named by all that it says and where the list is from: the same row of the same source, in this list or a later one,
 * is the same submission, and becomes nobody twice, also where it has nothing that a person is known by.
 */
export function submissionOf(
  row: KeptRow,
  list: Pick<Import, 'importId' | 'source' | 'owner' | 'by'>,
  { digests, zone, at }: RowParts,
  welcomeAt: string | null = null,
): Submission {
  const { fields, extra, tags, repId, source, campaign, date, consent } = row;
  const content = JSON.stringify([list.source, Object.entries(fields).sort(), [...tags].sort(), source, campaign, date, consent, repId]);
  const happenedAt = date === null ? null : instantOf(date, zone);
  return {
    channel: 'import',
    sourceId: list.source,
    submissionId: SubmissionId.parse(digests.post(content)),
    contentHash: digests.body(content),
    receivedAt: at,
    ...(happenedAt !== null && happenedAt < at ? { happenedAt } : {}),
    formVersion: 0,
    fields,
    extra,
    droppedFiles: [],
    context: {
      pageUrl: null,
      referrer: null,
      utm: { ...(source !== null && { source: source.slice(0, 200) }), ...(campaign !== null && { campaign: campaign.slice(0, 200) }) },
      visitorId: null,
      locale: null,
    },
    consent: consent
      ? [{ purpose: 'newsletter', granted: true, textVersion: saidVersion(consent.how), how: consent.how, at: instantOf(consent.at, zone) }]
      : [],
    sender: { honeypotFilled: false, token: 'absent', addressHash: '', agentHash: '' },
    listed: {
      ...listedOf(row, list),
      ...(tags.length > 0 && { tags: [...tags] }),
      ...(welcomeAt !== null && { welcomeAt }),
    },
  };
}

/** Says which row of which list somebody came by, and who gets them if they are new. */
export function listedOf(
  { sheet, row, repId }: Pick<KeptRow, 'sheet' | 'row' | 'repId'>,
  { importId, by, owner }: Pick<Import, 'importId' | 'owner' | 'by'>,
): Listed {
  return {
    importId,
    row: `${sheet}!${row}`,
    userId: by,
    ...(owner === 'file' && repId !== null && { repId }),
    ...(owner === 'none' && { isForNobody: true as const }),
  };
}

/** The instant of a day or moment on the clocks of a zone. */
export function instantOf(local: string, zone: string): string {
  const asUtc = Date.parse(local.length === 10 ? `${local}T00:00:00Z` : `${local}Z`);
  return new Date(asUtc - offsetAt(zone, Math.floor(asUtc / 1000)) * 1000).toISOString();
}
