import type { ConnectorPreviewView } from '../../api/connectors/connector-view.ts';
import type { Principal } from '../access/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { ownTargets, type ReadRow, reasonWords } from '../imports/index.ts';
import { foreseeRow, type IntakeParts, type RowTaken } from '../intake/index.ts';
import { InvalidInputError, NotFoundError, PheuError } from '../platform/errors.ts';
import { digest, SubmissionId } from '../platform/ids.ts';
import { overlayTable } from '../platform/overlay-table.ts';
import { foreseeOrder } from '../purchases/index.ts';
import { type ConnectorConfig, connectorKind } from './connector-config.ts';
import { orderOf, reasonsToHold, submissionOf } from './read-told.ts';
import { readSamples, type Sample, shownSample, textHider } from './samples.ts';
import { readingParts } from './take-work.ts';

type Shown = ConnectorPreviewView['samples'][number];
type Foreseen = Pick<Shown, 'action' | 'leadId'> & { readonly reason: string | null };

/** Says what the last posts of a connector would come to by a mapping, by the very plan that takes posts in. Nothing is written. @throws NotFoundError, InvalidInputError */
export async function previewConnector(
  connectorId: string,
  mapping: Readonly<Record<string, string>> | undefined,
  principal: Principal,
  parts: IntakeParts,
): Promise<ConnectorPreviewView> {
  const [{ documents }, { documents: fields }] = await Promise.all([parts.config.current(connectorKind), parts.config.current(fieldKind)]);
  const stands = documents.get(connectorId);
  if (!stands) throw new NotFoundError('no such connector');
  refuseUnknownTargets(mapping ?? {}, fields);
  const connector = { ...stands, mapping: { ...(mapping ?? stands.mapping) } };
  const reading = await readingParts(parts);
  const [samples, hide] = await Promise.all([readSamples(connector, reading, parts.table), textHider(principal, parts.config)]);
  // What a post before it would make of a person is seen by those behind it.
  const overlaid = { ...parts, table: overlayTable(parts.table) };
  const shown: Shown[] = [];
  for (const sample of samples.toReversed()) {
    const { reason, ...foreseen } = await foresee(sample, connector, overlaid, reading);
    const row = sample.said?.read.row;
    shown.push({
      ...shownSample(sample, hide),
      ...foreseen,
      reason: reason === null ? null : { code: reason, text: wordsOf(reason) },
      warnings: (row?.warnings ?? []).map((code) => ({ code, text: reasonWords(code) })),
      fills: Object.fromEntries(Object.entries(filledBy(row)).map(([name, text]) => [name, hide(text, name)])),
    });
  }
  return { samples: shown.reverse() };
}

const filledBy = (row: ReadRow | undefined): Record<string, string> => ({
  ...row?.fields,
  ...(row && row.tags.length > 0 ? { tags: row.tags.join(', ') } : {}),
});

const none = { action: 'none', leadId: null } as const;

async function foresee(
  { delivery, said }: Sample,
  connector: ConnectorConfig,
  parts: IntakeParts,
  reading: Awaited<ReturnType<typeof readingParts>>,
): Promise<Foreseen> {
  if (!said) return { ...none, reason: delivery.reason ?? (delivery.state === 'fetching' ? 'fetching' : 'unreadable') };
  if (delivery.isTest) return { ...none, reason: 'test' };
  const { told, read } = said;
  try {
    if (connector.kind === 'orders') {
      const order = orderOf(read, told, connector, { ...reading, digests: parts.digests });
      return order ? actionOf(await foreseeOrder(order, parts)) : { ...none, reason: read.row.problem ?? 'orderWithoutId' };
    }
    const [hold] = reasonsToHold(read);
    if (hold !== undefined) return { action: 'quarantine', leadId: null, reason: hold };
    const submission = submissionOf(read, told, delivery, connector, { digests: parts.digests, zone: reading.zone });
    // As if it came now: the very post may be in quarantine, or taken.
    const submissionId = SubmissionId.parse(digest('preview', submission.submissionId));
    return actionOf(await foreseeRow({ ...submission, submissionId }, parts));
  } catch (error) {
    if (!(error instanceof PheuError) || error.retryable || error.status >= 500) throw error;
    return { ...none, reason: 'refused' };
  }
}

function actionOf({ action, leadId }: RowTaken): Foreseen {
  if (action === 'create') return { action, leadId: null, reason: null };
  return action === 'update' ? { action, leadId, reason: null } : { action: 'skip', leadId, reason: action };
}

function refuseUnknownTargets(mapping: Readonly<Record<string, string>>, fields: ReadonlyMap<string, unknown>): void {
  const known = new Set<string>([...ownTargets, ...[...fields.keys()].map((id) => `field:${id}`)]);
  const faults = Object.entries(mapping).flatMap(([path, target]) =>
    known.has(target) ? [] : [{ path: `mapping.${path}`, message: `nothing is called ${target}: choose one of targets` }],
  );
  if (faults.length > 0) throw new InvalidInputError('Some fields are said to be what there is not.', faults);
}

const words: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  linkInName: { vi: 'Tên có đường dẫn', en: 'There is a link in the name' },
  linkInField: { vi: 'Có đường dẫn ở ô không nên có', en: 'There is a link where none belongs' },
  gibberish: { vi: 'Chữ gõ bừa', en: 'It is gibberish' },
  unreadable: { vi: 'Không đọc được bài này', en: 'The post cannot be read' },
  erased: { vi: 'Người này đã được xoá dữ liệu', en: 'The person was erased' },
  fetching: { vi: 'Đang hỏi nền tảng người này là ai', en: 'The platform is being asked who it is' },
  test: { vi: 'Bài thử của nền tảng', en: "A test of the platform's" },
  ping: { vi: 'Nền tảng chỉ thử địa chỉ', en: 'The platform only tried the address' },
};

const wordsOf = (reason: string) => words[reason] ?? reasonWords(reason);
