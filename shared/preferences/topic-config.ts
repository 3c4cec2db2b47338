import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { TopicId } from '../platform/ids.ts';

/** More would be a page that nobody reads, and an item of an address that grows without need. */
const mostTopics = 20;

export const TopicConfig = z.object({
  id: TopicId,
  names: bilingual,
  /** What people get by it and how often, as they read it before they agree. */
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
    descriptions: { vi: 'Giảm giá và quà tặng, nhiều nhất mỗi tuần một thư.', en: 'Discounts and gifts, one mail a week at most.' },
  },
  references: (topics) =>
    topics.length > mostTopics ? [{ index: mostTopics, path: [], message: `there may be at most ${mostTopics} topics` }] : [],
});
