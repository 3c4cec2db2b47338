import { z } from 'zod';
import { Bilingual, Moment } from '../words.ts';

const count = z.number().int();

/** What stands in the list of connectors of each. */
const connectorParts = {
  id: z.string(),
  type: z.string(),
  name: z.string(),
  kind: z.enum(['leads', 'orders']),
  isApproved: z.boolean(),
  path: z.string().meta({ description: 'Behind the address of the site; with the token where the platform sends it in the address' }),
  token: z
    .string()
    .meta({ description: 'For platforms that send it themselves: as `google_key`, or as the secret of a webhook of WooCommerce' }),
  counts: z.object({
    taken: count,
    held: count,
    test: count,
    ignored: count,
    failed: count,
    refused: count.meta({ description: 'Posts whose token or signature was wrong, or that nobody can read: one a minute is counted' }),
  }),
  lastAt: z.string().nullable(),
  lastFailure: z.object({ at: z.string(), reason: z.string() }).nullable(),
};

/** The connectors as they stand. */
export const ConnectorListView = z.object({ connectors: z.array(z.object(connectorParts)) }).meta({ id: 'ConnectorList' });
export type ConnectorListView = z.infer<typeof ConnectorListView>;

const SampleField = z.object({
  path: z.string().meta({ description: 'Where it stands in the post; a mapping names it by this' }),
  text: z.string(),
  target: z.string().meta({ description: 'What it is read as' }),
});

const sampleParts = {
  deliveryId: z.string(),
  receivedAt: Moment,
  fields: z.array(SampleField).meta({ description: 'Empty for what cannot be read, was erased, or only names somebody who is asked for' }),
};

export const ConnectorView = z
  .object({
    ...connectorParts,
    version: z.number().int().meta({ description: 'Of the connectors as they were published: what approves sends it as If-Match' }),
    mapping: z.record(z.string(), z.string()),
    tokenVersion: count,
    acceptsPreviousToken: z.boolean(),
    lastLookAt: Moment.nullable().meta({
      description:
        'Up to when Meta was asked what no delivery told of: an hour before the last look, which the next one asks for again. Null: never, or another platform',
    }),
    tokenRefused: z
      .object({ at: z.string(), reason: z.string() })
      .nullable()
      .meta({ description: 'Meta or Zalo refused what it is asked with, last time' }),
    targets: z
      .array(z.object({ target: z.string(), labels: Bilingual.exactOptional() }))
      .meta({ description: 'What fields can be read as' }),
    samples: z.array(z.object({ ...sampleParts, state: z.string(), reason: z.string().nullable(), isTest: z.boolean() })),
  })
  .meta({ id: 'Connector' });
export type ConnectorView = z.infer<typeof ConnectorView>;

export const ConnectorPreviewView = z
  .object({
    samples: z.array(
      z.object({
        ...sampleParts,
        action: z.enum(['create', 'update', 'skip', 'quarantine', 'none']).meta({
          description: 'create, update: a lead; skip: says nothing new; quarantine: waits for a look; none: nothing can be made of it',
        }),
        reason: z.object({ code: z.string(), text: Bilingual }).nullable(),
        warnings: z.array(z.object({ code: z.string(), text: Bilingual })),
        fills: z.record(z.string(), z.string()).meta({ description: 'What the lead would be filled with' }),
        leadId: z.string().nullable().meta({ description: 'The lead that is known already' }),
      }),
    ),
  })
  .meta({ id: 'ConnectorPreview' });
export type ConnectorPreviewView = z.infer<typeof ConnectorPreviewView>;

export const ConnectorChangedView = z
  .object({
    connectorId: z.string(),
    isApproved: z.boolean(),
    tokenVersion: count,
    acceptsPreviousToken: z.boolean(),
    version: z.number().int().meta({ description: 'Of the connectors, from now on' }),
  })
  .meta({ id: 'ConnectorChanged' });
export type ConnectorChangedView = z.infer<typeof ConnectorChangedView>;
