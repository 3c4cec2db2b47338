import type { ConnectorConfig } from '../connectors/connector-config.ts';
import { ConversionStage, type ConversionsConfig } from '../connectors/conversions-config.ts';
import type { Lead, Stage } from '../leads/record.ts';

const order: readonly (Stage | null)[] = ConversionStage.options;
/** Below all of them where somebody was not known before. */
const rankOf = (stage: Stage | null): number => order.indexOf(stage);

/** Lists the stages that a move passed or came to, in order; none for one that goes back. Whoever skips a stage has passed it, as reports count. */
export function stagesPassed(from: Stage | null, to: Stage): ConversionStage[] {
  return ConversionStage.options.slice(rankOf(from) + 1, rankOf(to) + 1);
}

/** A connector that tells its platform. */
export type Telling = ConnectorConfig & { readonly conversions: ConversionsConfig };

/** Lists the connectors whose platforms are told of conversions. */
export function tellingOf(connectors: Iterable<ConnectorConfig>): Telling[] {
  return [...connectors].flatMap((connector) => {
    const { conversions } = connector;
    return conversions ? [{ ...connector, conversions }] : [];
  });
}

/** Whether somebody agreed, and still does, to the platform being told, by a text that says so. */
export function hasAgreed({ consent: { tracking } }: Pick<Lead, 'consent'>, { conversions }: Pick<Telling, 'conversions'>): boolean {
  return tracking?.granted === true && conversions.consentVersions.includes(tracking.textVersion);
}
