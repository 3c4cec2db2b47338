import { numberAt, objectAt, textAt, textsAt } from '../assembly/json.ts';
import type { SignInClient } from '../services/index.ts';
import { type HttpRequest, type HttpResponse, jsonResponse } from './http-message.ts';
import { type Deployment, type Item, itemsOf } from './provision.ts';

/** Where the sign-in page of the user pool is played, below the address of the console. */
export const signInPath = '/_local/login';

const unitSeconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** The app clients that sign in by the page, with what the template says of them. */
function clientsOf(deployment: Deployment): SignInClient[] {
  const local = (url: string) => deployment.assembly.atPublicAddress(url);
  return itemsOf(deployment, 'AWS::Cognito::UserPoolClient')
    .filter(({ properties }) => textsAt(properties, 'AllowedOAuthFlows').includes('code'))
    .map(({ identity, properties }: Item) => {
      const units = objectAt(properties, 'TokenValidityUnits');
      const seconds = (name: string, unit: string) =>
        numberAt(properties, name, 1) * (unitSeconds[textAt(units, unit) ?? 'hours'] ?? 3_600);
      return {
        clientId: identity.ref,
        callbackUrls: textsAt(properties, 'CallbackURLs').map(local),
        logoutUrls: textsAt(properties, 'LogoutURLs').map(local),
        idTokenSeconds: seconds('IdTokenValidity', 'IdToken'),
        refreshTokenSeconds: seconds('RefreshTokenValidity', 'RefreshToken'),
      };
    });
}

/** Plays the pages and endpoints of managed login: a button for each user in place of password and second factor. */
export async function answerSignIn(deployment: Deployment, request: HttpRequest): Promise<HttpResponse> {
  const { signIn } = deployment.cloud;
  const clients = clientsOf(deployment);
  const query = new URLSearchParams(request.query);
  const fields = () => new URLSearchParams(request.body.toString('utf8'));
  switch (`${request.method} ${request.path.slice(signInPath.length)}`) {
    case 'GET /oauth2/authorize':
      return showPage(deployment, query, clients);
    case 'POST /oauth2/authorize':
      return answerPage(deployment, query, fields(), clients);
    case 'POST /oauth2/token': {
      const { status, body } = await signIn.token(fields(), clients);
      return jsonResponse(status, body);
    }
    case 'POST /oauth2/revoke': {
      const { status, body } = signIn.revoke(fields(), clients);
      return body === undefined ? { status, headers: [], body: '' } : jsonResponse(status, body);
    }
    case 'GET /logout': {
      const to = query.get('logout_uri') ?? '';
      const isOurs = clients.some(({ clientId, logoutUrls }) => clientId === query.get('client_id') && logoutUrls.includes(to));
      return isOurs ? redirect(to) : page(400, 'Sign out', '<p>The logout_uri is none of the client.</p>');
    }
    default:
      return page(404, 'Sign in', '<p>The local sign-in has no such page. It begins in the console.</p>');
  }
}

function showPage(deployment: Deployment, query: URLSearchParams, clients: readonly SignInClient[]): HttpResponse {
  const { signIn, users } = deployment.cloud;
  const asked = signIn.read(query, clients);
  if (typeof asked === 'string') return page(400, 'Sign in', `<p>${escaped(asked)}</p>`);
  const buttons = users
    .list()
    .filter(({ isEnabled }) => isEnabled)
    .map(({ email }) => `<button name="user" value="${escaped(email)}">${escaped(email)}</button>`);
  const none = '<p>There are no users yet: they come from the configuration a moment after the start. <a href="">Look again</a></p>';
  return page(
    200,
    'Sign in as',
    `<p>On this machine a button takes the place of password and second factor. These are the users of the configuration.</p>
<form method="post" action="?${escaped(query.toString())}">${buttons.length === 0 ? none : buttons.join('\n')}<button name="cancel" value="yes" class="plain">Cancel</button></form>`,
  );
}

function answerPage(
  deployment: Deployment,
  query: URLSearchParams,
  fields: URLSearchParams,
  clients: readonly SignInClient[],
): HttpResponse {
  const { signIn, users } = deployment.cloud;
  const asked = signIn.read(query, clients);
  if (typeof asked === 'string') return page(400, 'Sign in', `<p>${escaped(asked)}</p>`);
  const back = (answer: Record<string, string>) =>
    redirect(`${asked.redirectUri}?${new URLSearchParams({ ...answer, state: asked.state })}`);
  if (fields.has('cancel')) return back({ error: 'access_denied' });
  const user = users.get(fields.get('user') ?? '');
  if (!user?.isEnabled) return page(400, 'Sign in', '<p>There is no such user, or they may not sign in any more.</p>');
  return back({ code: signIn.authorise(asked, user) });
}

const redirect = (location: string): HttpResponse => ({ status: 302, headers: [['location', location]], body: '' });

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign);

const style = `:root{color-scheme:light dark;--line:light-dark(#d8dde3,#39414b);--soft:light-dark(#f4f6f8,#1d2228);--ink:light-dark(#17202a,#e8ecf0)}
body{margin:0 auto;max-width:26rem;padding:2rem 1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink)}h1{font-size:1.3rem}
form{display:grid;gap:.5rem}button{font:inherit;min-height:2.75rem;padding:.4rem 1rem;text-align:left;color:inherit;background:var(--soft);border:1px solid var(--line);border-radius:.5rem;cursor:pointer;overflow-wrap:anywhere}
button.plain{background:none;text-align:center}`;

function page(status: number, title: string, inside: string): HttpResponse {
  return {
    status,
    headers: [
      ['content-type', 'text/html; charset=utf-8'],
      ['cache-control', 'no-store'],
    ],
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${title}</title><style>${style}</style></head><body><h1>${title}</h1>${inside}</body></html>`,
  };
}
