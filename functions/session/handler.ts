import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openSignIn } from '../../shared/session/index.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({
  CONSOLE_URL: text,
  CONSOLE_CLIENT_ID: text,
  SIGN_IN_URL: text,
  TOKEN_ISSUER: text,
  SESSION_DAYS: text,
  CONSOLE_SECRET_DIGESTS: texts,
});
const { CONSOLE_URL: consoleUrl, CONSOLE_CLIENT_ID: clientId } = environment;

/** GET, POST, DELETE /v1/session… of the console. */
export const handler = createHandler(
  {
    signIn: openSignIn({ signInUrl: environment.SIGN_IN_URL, clientId, consoleUrl }),
    consoleUrl,
    tokens: { clientId, issuer: environment.TOKEN_ISSUER },
    sessionSeconds: Number(environment.SESSION_DAYS) * 86_400,
    log: createLog('session'),
  },
  environment.CONSOLE_SECRET_DIGESTS,
);
