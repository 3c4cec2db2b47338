import { formKind } from '../../shared/capture/form-config.ts';
import { createAddressCounter } from '../../shared/capture/index.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  INTAKE_QUEUE_URL: text,
  ORIGIN_SECRET_DIGESTS: texts,
  IDENTITY_KEY: text,
  FORM_TOKEN_KEYS: texts,
});
const table = openTable(environment.TABLE_NAME);

/** POST and OPTIONS /v1/forms/{formId}/submissions → a stored submission on its way to intake. */
export const handler = createHandler(
  {
    table,
    intakeQueue: openQueue(environment.INTAKE_QUEUE_URL),
    config: await readAhead(openConfigReader(table, systemClock), [formKind]),
    clock: systemClock,
    ids: randomIds,
    formTokenKeys: environment.FORM_TOKEN_KEYS,
    digests: openDigests(environment.IDENTITY_KEY),
    addresses: createAddressCounter(),
  },
  { originDigests: environment.ORIGIN_SECRET_DIGESTS },
  createLog('capture-form'),
);
