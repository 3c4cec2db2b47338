import { z } from 'zod';
import type { ConfigReader } from '../config/index.ts';
import { connectorKind } from '../connectors/connector-config.ts';
import type { StoredEntry } from '../leads/index.ts';
import { Stage } from '../leads/record.ts';
import { LeadId, SourceId } from '../platform/ids.ts';
import { askFor, type WorkRequest } from '../work/index.ts';
import { stagesPassed, tellingOf } from './rules-note.ts';

/** The work that notes what platforms are to be told of a move of a lead. */
export const noteConversionsRequest = {
  kind: 'noteConversions' as const,
  /** `to`: null, the stage with which the lead was made, which its record says. */
  schema: z.object({ leadId: LeadId, from: Stage.nullable(), to: Stage.nullable(), at: z.iso.datetime() }),
};

/** The work that tells the platform of a connector what waits. */
export const tellConversionsRequest = { kind: 'tellConversions' as const, schema: z.object({ connectorId: SourceId }) };

/** Those who come within a minute go together. */
export const gatherSeconds = 60;

const Moved = z.object({ from: Stage, to: Stage });

/** Returns what is to be asked of `work` because of an entry of a lead's history: it came to a stage of which a platform is to be told. */
export async function asksForConversions(
  { type, data, leadId, at }: Pick<StoredEntry, 'type' | 'data' | 'leadId' | 'at'>,
  config: ConfigReader,
): Promise<readonly WorkRequest[]> {
  const move = moveIn(type, data);
  if (!move) return [];
  const passed = move.to === null ? null : stagesPassed(move.from, move.to);
  if (passed?.length === 0) return [];
  const telling = tellingOf((await config.current(connectorKind)).documents.values());
  const isTold = telling.some(({ conversions: { stages } }) => passed === null || passed.some((stage) => stages[stage] !== undefined));
  return isTold ? [askFor(noteConversionsRequest, { leadId, ...move, at })] : [];
}

function moveIn(type: string, data: unknown): { readonly from: Stage | null; readonly to: Stage | null } | null {
  if (type === 'lead.stage_changed') return Moved.safeParse(data).data ?? null;
  return type === 'lead.created' ? { from: null, to: null } : null;
}
