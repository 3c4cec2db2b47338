import type { ConfigReader } from '../config/index.ts';
import { type TopicConfig, topicKind } from './topic-config.ts';

/** Returns the topics that people choose from now, and by which version of their texts. */
export async function topicsInForce(
  config: ConfigReader,
): Promise<{ readonly topics: readonly TopicConfig[]; readonly textVersion: string }> {
  const { documents, version } = await config.current(topicKind);
  return { topics: [...documents.values()], textVersion: `topics-${version}` };
}
