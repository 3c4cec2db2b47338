import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { userKind } from '../../shared/access/user-config.ts';
import { formKind } from '../../shared/capture/form-config.ts';
import { connectorKind } from '../../shared/connectors/connector-config.ts';
import { dateKind } from '../../shared/dates/date-config.ts';
import { fieldKind } from '../../shared/fields/field-config.ts';
import { leadSubject } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { routingKinds } from '../../shared/routing/routing-kinds.ts';
import { segmentKind } from '../../shared/segments/segment-config.ts';
import { sequenceKind } from '../../shared/sequences/sequence-config.ts';
import type { StreamFilter } from '../constructs/stream-consumer.ts';

const isNew = { eventName: FilterRule.isEqual('INSERT') };
/** Also an item that was changed; not one that is gone. */
const stands = { eventName: FilterRule.or('INSERT', 'MODIFY') };

/**
 * What publish-changes reads: timeline entries, submissions that are new or released, calls that are asked for or tell of their end, and
 * rules that take the place of others by which leads come to reps, into segments, or through sequences, by which people sign in, or register for events.
 */
export const publishedChanges: readonly StreamFilter[] = [
  { ...isNew, dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(keys.timelinePrefix) } } } },
  // Of those that change, the released ones are taken: a mapping has five filters, too few for one of their own.
  { ...stands, dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('SUBMISSION#') }, sk: { S: FilterRule.isEqual('RAW') } } } },
  { ...isNew, dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(keys.callPrefix) } } } },
  {
    eventName: FilterRule.isEqual('MODIFY'),
    dynamodb: {
      Keys: { pk: { S: FilterRule.beginsWith(keys.callPrefix) } },
      NewImage: { tells: { S: FilterRule.exists() }, state: { S: FilterRule.or('done', 'refused', 'givenUp') } },
    },
  },
  {
    // Before the first rules of each kind nothing is decided, so nothing waits for them.
    eventName: FilterRule.isEqual('MODIFY'),
    dynamodb: {
      Keys: {
        pk: {
          S: FilterRule.or(
            ...[...routingKinds, segmentKind, sequenceKind, dateKind, fieldKind, userKind, connectorKind, formKind].map(
              ({ name }) => keys.configCurrent(name).pk,
            ),
          ),
        },
        sk: { S: FilterRule.isEqual(keys.configCurrent('').sk) },
      },
    },
  },
];

/** What project-changes reads: leads and their profiles, made, changed or gone, what is known of the person beside, what was told and posted of them, what their people did, their orders, and needs that are assigned apart from them. */
export const projectedChanges: readonly StreamFilter[] = [
  {
    dynamodb: {
      Keys: { pk: { S: FilterRule.beginsWith(keys.leadPrefix) }, sk: { S: FilterRule.or(keys.leadSk, keys.profileSk, keys.personSk) } },
    },
  },
  { ...isNew, dynamodb: { Keys: { sk: { S: [keys.leadPostPrefix, keys.timelinePrefix].flatMap(FilterRule.beginsWith) } } } },
  { ...stands, dynamodb: { Keys: { sk: { S: [keys.engagementPrefix, keys.purchasePrefix].flatMap(FilterRule.beginsWith) } } } },
  // What goes with its lead is listed with it.
  {
    ...stands,
    dynamodb: {
      Keys: { sk: { S: FilterRule.beginsWith(keys.opportunityPrefix) } },
      NewImage: { subject: { S: FilterRule.notEquals(leadSubject) } },
    },
  },
  // Points change with each visit; the day of a visit does once.
  { ...stands, dynamodb: { Keys: { sk: { S: FilterRule.isEqual(keys.scoreSk) } }, NewImage: { visitedAt: { N: FilterRule.exists() } } } },
];
