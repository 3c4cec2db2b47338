import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { TopicId } from '../platform/ids.ts';

/** More would be a page that nobody reads, and an item of an address that grows without need. */
const mostTopics = 20;

export const TopicConfig = z.object({
  id: TopicId,
  names: bilingual,
  /** What people get by it, as they read it before they agree: promise nothing, such as how often, that the sequences do not keep. */
  descriptions: bilingual,
});
export type TopicConfig = z.infer<typeof TopicConfig>;

/** What advertising mails are about, as people choose and refuse it. */
export const topicKind = defineKind({
  name: 'topics',
  schema: TopicConfig,
  example: {
    id: 'uu-dai',
    names: { vi: 'Ưu đãi', en: 'Offers' },
    descriptions: { vi: 'Giảm giá và quà tặng khi có chương trình.', en: 'Discounts and gifts when there are any.' },
  },
  references: (topics) =>
    topics.length > mostTopics ? [{ index: mostTopics, path: [], message: `there may be at most ${mostTopics} topics` }] : [],
});
