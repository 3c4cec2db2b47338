import { askFor, defineWork, type WorkRequest } from '../work/index.ts';
import { fieldsRequest } from './fields-request.ts';
import { recountRequest } from './recount-request.ts';
import { partsOf } from './rule-config.ts';
import { type Segments, segmentsInForce } from './segments-in-force.ts';

/** Has all leads held against all segments where a rule asks for declared fields: what their answers say is read by the fields of today. */
export const recountByFieldsWork = defineWork({
  kind: 'recountByFields' satisfies typeof fieldsRequest.kind,
  schema: fieldsRequest.schema,
  async run({ publishedAt }, { config, queues, log }) {
    const segments = await segmentsInForce(config);
    const asks = askForFields(segments);
    log.info('fields were published', { segmentsVersion: segments.version, asks });
    if (asks) await queues.work.send(recountOf(segments, publishedAt));
  },
});

const askForFields = ({ rules }: Pick<Segments, 'rules'>): boolean =>
  [...rules.values()].some((rule) => [...partsOf(rule)].some((part) => part.rule.fields !== undefined));

const recountOf = ({ version }: Segments, askedAt: string): WorkRequest => askFor(recountRequest, { version, isWhole: true, askedAt });
