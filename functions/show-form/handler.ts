import { randomBytes } from 'node:crypto';
import { formKind } from '../../shared/capture/form-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openTable } from '../../shared/platform/table.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({ TABLE_NAME: text, FORM_TOKEN_KEY: text, ORIGIN_SECRET_DIGESTS: texts });
const table = openTable(environment.TABLE_NAME);

/** GET and OPTIONS /v1/forms/{formId} → the form as a page needs it. */
export const handler = createHandler(
  {
    config: await readAhead(openConfigReader(table, systemClock), [formKind]),
    table,
    formTokenKey: environment.FORM_TOKEN_KEY,
    originDigests: environment.ORIGIN_SECRET_DIGESTS,
    clock: systemClock,
    nonce: () => randomBytes(9).toString('base64url'),
  },
  createLog('show-form'),
);
