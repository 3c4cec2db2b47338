import { createHash, createHmac, randomInt } from 'node:crypto';
import {
  type HelperParts as CloudParts,
  type Header,
  type HelperRoute,
  type HttpResponse,
  itemsOf,
  type Json,
  type JsonObject,
  jsonResponse,
  objectAt,
  objectsAt,
  textAt,
} from 'local-cloud';
import { type LocalPlatforms, platformFates } from '../played/platforms/index.ts';

/** How samples are posted. */
const ways = ['once', 'twice', 'wrongSignature', 'lost', 'retried', 'late'] as const;
type Way = (typeof ways)[number];

/** Which of them a platform never delivers, and whose request is cut. */
const lostOfTen = 4;
const lateMs = 12 * 3_600_000;

interface Connector {
  readonly id: string;
  readonly type: string;
  readonly settings: JsonObject;
  readonly tokenVersion: string;
}

/** Somebody who filled a form in. */
interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}

interface Post {
  readonly query?: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

/** What the routes answer from: the cloud, and the platforms around it. */
interface Parts extends CloudParts {
  readonly platforms: LocalPlatforms;
}

const refuse = (message: string): HttpResponse => jsonResponse(400, { message });

/** Samples of platforms, and what became of them: `/_local/connectors`. */
export const connectorRoutes = (platforms: LocalPlatforms): Readonly<Record<string, HelperRoute>> => ({
  'GET connectors': (parts, { query }) => showDeliveries({ ...parts, platforms }, query.get('of') ?? ''),
  'POST connectors': (parts, { body }) => postSamples({ ...parts, platforms }, body),
});

/** `POST connectors {connector, way, count}`: posts signed samples as a platform does; `{secrets: connector}`: parameters that are missing; `{platform, fate}`. */
async function postSamples(parts: Parts, body: JsonObject): Promise<HttpResponse> {
  const { platforms } = parts;
  if (typeof body.fate === 'string') {
    const fate = platformFates.find((one) => one === body.fate);
    if (!fate) return refuse(`A fate is one of ${platformFates.join(', ')}.`);
    for (const platform of [platforms.google, platforms.graph, platforms.tikTok, platforms.zalo]) platform.setFate(fate);
    return jsonResponse(200, { fate });
  }
  const given = objectAt(body, 'connector');
  const connector: Connector = {
    id: textAt(given, 'id') ?? '',
    type: textAt(given, 'type') ?? '',
    settings: objectAt(given, 'settings'),
    tokenVersion: String(given.tokenVersion ?? 1),
  };
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(connector.id)) return refuse('Send {"connector": {"id", "type", "settings"}, "way", "count"}.');
  const secrets = secretsOf(parts, connector);
  const way = ways.find((one) => one === body.way);
  if (!way)
    return body.way === undefined ? jsonResponse(200, { parameters: Object.keys(secrets) }) : refuse(`A way is one of ${ways.join(', ')}.`);
  const count = Math.min(50, Math.max(1, Number(body.count ?? 1) || 1));
  const posted = [];
  const again: (() => Promise<void>)[] = [];
  for (let place = 0; place < count; place += 1) {
    const somebody = madeUp();
    const isLost = (way === 'lost' || way === 'retried') && place % 10 < lostOfTen;
    fillIn(parts, connector, somebody);
    const post = postOf(parts, connector, somebody, { secrets, way });
    const answers: Awaited<ReturnType<typeof send>>[] = [];
    for (let time = 0; time < (isLost ? 0 : way === 'twice' ? 2 : 1); time += 1) answers.push(await send(parts, connector, post));
    posted.push({ ...somebody, isLost, answers });
    if (isLost && way === 'retried') again.push(async () => void answers.push(await send(parts, connector, post)));
  }
  // A platform that hears no answer tells it again, after what came meanwhile.
  for (const tell of again) await tell();
  return jsonResponse(200, { posted });
}

/** Makes the parameters of a connector that are missing; a person who has their own keeps them. */
function secretsOf({ deployment: { cloud }, platforms }: Parts, { id, type }: Connector): Readonly<Record<string, string>> {
  const names =
    {
      meta: ['app-secret', 'verify-token', 'page-token', 'conversions-token'],
      'google-ads': ['oauth-secret', 'refresh-token'],
      zalo: ['oa-secret', 'app-secret', 'refresh-token'],
      tiktok: ['client-secret', 'access-token'],
    }[type] ?? [];
  const [stage = 'dev'] = cloud.parameters.snapshot().flatMap(({ name }) => /^\/pheu\/([^/]+)\/secret$/.exec(name)?.[1] ?? []);
  return Object.fromEntries(
    names.map((name) => {
      const full = `/pheu/${stage}/connectors/${id}/${name}`;
      const made = () => (name === 'refresh-token' && type === 'zalo' ? platforms.zalo.authorise() : `played-${name}-${randomInt(1e9)}`);
      if (cloud.parameters.get(full) === undefined) cloud.parameters.put(full, made(), 'SecureString');
      return [name, cloud.parameters.get(full)?.value ?? ''];
    }),
  );
}

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi'];
const givens = ['Thị Hường', 'Văn Bình', 'Thu Trang', 'Minh Khôi', 'Ngọc Ánh', 'Đức Anh', 'Bảo Châu', 'Quốc Việt'];
const oneOf = (list: readonly string[]): string => list[randomInt(list.length)] ?? '';

const madeUp = (): Somebody => ({
  // As long as the ids of platforms are: no number of JavaScript holds it.
  id: `7${Array.from({ length: 16 }, () => randomInt(10)).join('')}`,
  name: `${oneOf(families)} ${oneOf(givens)}`,
  phone: `09${String(randomInt(1e8)).padStart(8, '0')}`,
});

const formId = '120200000000000001';
const pageOf = ({ settings }: Connector): string => textAt(settings, 'pageId') ?? '150000000000001';

/** The platform has the lead, whether or not anybody is told. */
function fillIn({ platforms }: Parts, connector: Connector, { id, name, phone }: Somebody): void {
  const { graph, tikTok, zalo } = platforms;
  if (connector.type === 'meta')
    graph.add({
      id,
      formId,
      pageId: pageOf(connector),
      answers: { full_name: [name], phone_number: [phone], city: ['Đà Nẵng'] },
      adId: '6',
      campaignName: 'Tết',
    });
  if (connector.type === 'tiktok')
    tikTok.add({ id, pageId: '7300000000000000001', answers: { Name: name, 'Phone number': phone }, campaignName: 'Tết' });
  if (connector.type === 'zalo') zalo.add({ id, name, shared: { name, phone: `84${phone.slice(1)}`, city: 'Hà Nội' } });
}

function postOf(
  parts: Parts,
  connector: Connector,
  somebody: Somebody,
  { secrets, way }: { secrets: Readonly<Record<string, string>>; way: Way },
): Post {
  const { clock, functions } = parts.deployment.cloud;
  const nowMs = clock.now() - (way === 'late' ? lateMs : 0);
  const seconds = Math.floor(nowMs / 1_000);
  const { id, name, phone } = somebody;
  const secret = (which: string): string => (way === 'wrongSignature' ? 'nobody-knows' : (secrets[which] ?? ''));
  const hmac = (key: string, ...texts: readonly string[]): string => createHmac('sha256', key).update(texts.join('')).digest('hex');
  const json: Header = ['content-type', 'application/json'];
  const receiver = [...functions.values()].find(({ spec }) => spec.environment.CONNECTOR_KEY !== undefined);
  const token = createHmac('sha256', way === 'wrongSignature' ? 'nobody' : (receiver?.spec.environment.CONNECTOR_KEY ?? ''))
    .update(`${connector.id}\u0000${connector.tokenVersion}`)
    .digest('base64url')
    .slice(0, 32);
  switch (connector.type) {
    case 'meta': {
      const page = pageOf(connector);
      const body = `{"object":"page","entry":[{"id":"${page}","time":${seconds},"changes":[{"field":"leadgen","value":{"leadgen_id":${id},"form_id":"${formId}","page_id":"${page}","ad_id":"6","created_time":${seconds}}}]}]}`;
      return { headers: [json, ['x-hub-signature-256', `sha256=${hmac(secret('app-secret'), body)}`]], body };
    }
    case 'zalo': {
      const appId = textAt(connector.settings, 'appId') ?? '';
      const info = { name, phone: Number(`84${phone.slice(1)}`), city: 'Hà Nội', district: 'Cầu Giấy' };
      const event = {
        app_id: appId,
        sender: { id },
        recipient: { id: textAt(connector.settings, 'oaId') ?? '' },
        event_name: 'user_submit_info',
        timestamp: String(nowMs),
        info,
      };
      const body = JSON.stringify(event);
      const mac = createHash('sha256')
        .update(`${appId}${body}${nowMs}${secret('oa-secret')}`)
        .digest('hex');
      return { headers: [json, ['x-zevent-signature', `mac=${mac}`]], body };
    }
    case 'tiktok': {
      const body = `{"object":1,"request_id":"${id}","time":${seconds},"entry":[{"id":${id},"page_id":7300000000000000001,"create_time":${seconds},"changes":[{"field":"Phone number","value":"${phone}"}]}]}`;
      return { headers: [json, ['tiktok-signature', `t=${seconds},s=${hmac(secret('client-secret'), `${seconds}.`, body)}`]], body };
    }
    case 'google-ads': {
      const columns = [
        { column_id: 'FULL_NAME', string_value: name },
        { column_id: 'PHONE_NUMBER', string_value: phone },
      ];
      return {
        headers: [json],
        body: JSON.stringify({
          lead_id: id,
          user_column_data: columns,
          api_version: '1.0',
          form_id: 1,
          campaign_id: 2,
          gcl_id: `Cj0KCQ-${id}`,
          google_key: token,
          is_test: false,
        }),
      };
    }
    default:
      return { query: `token=${token}`, headers: [json], body: JSON.stringify({ ho_ten: name, sdt: phone, tinh_thanh: 'Cần Thơ' }) };
  }
}

async function send(
  { sendToEdge }: Parts,
  { id }: Connector,
  { query = '', headers, body }: Post,
): Promise<{ readonly status: number; readonly ms: number }> {
  const began = performance.now();
  const request = { method: 'POST', path: `/v1/inbound/${id}`, query, headers, body: Buffer.from(body), sourceIp: '203.0.113.7' };
  const { status } = await sendToEdge(request);
  return { status, ms: Math.round(performance.now() - began) };
}

/** `GET connectors?of=ID`: what became of what a connector told, newest first; ids and states alone. */
async function showDeliveries({ deployment, platforms }: Parts, connectorId: string): Promise<HttpResponse> {
  const rows = await query(deployment, `CONNECTOR#${connectorId}`, 'DELIVERY#');
  const shown = await Promise.all(rows.map((row) => deliveryOf(deployment, connectorId, row)));
  const newest = shown.sort((one, other) => (one.receivedAt < other.receivedAt ? 1 : -1)).slice(0, 100);
  return jsonResponse(200, {
    deliveries: newest,
    asked: platforms.asked().slice(-20).reverse(),
    told: [...platforms.graph.told(), ...platforms.google.told()],
  });
}

const said = (item: JsonObject, name: string): string | null => textAt(objectAt(item, name), 'S') ?? null;

async function deliveryOf(deployment: Parts['deployment'], connectorId: string, row: JsonObject) {
  const submissionId = said(row, 'submissionId');
  const post = submissionId === null ? [] : await query(deployment, `SUBMISSION#connector#${connectorId}#${submissionId}`, '');
  const outcome = post.find((item) => said(item, 'sk') === 'OUTCOME') ?? {};
  const reasons = Array.isArray(objectAt(outcome, 'reasons').L)
    ? objectsAt(objectAt(outcome, 'reasons'), 'L').map((one) => textAt(one, 'S') ?? '')
    : [];
  return {
    deliveryId: (said(row, 'sk') ?? '').slice('DELIVERY#'.length),
    receivedAt: said(row, 'receivedAt') ?? '',
    state: said(row, 'state'),
    reason: said(row, 'reason'),
    submissionId,
    outcome: said(outcome, 'kind'),
    leadId: said(outcome, 'leadId'),
    reasons,
  };
}

async function query(deployment: Parts['deployment'], pk: string, beginning: string): Promise<JsonObject[]> {
  const [table] = itemsOf(deployment, 'AWS::DynamoDB::Table');
  const values: Record<string, Json> = { ':pk': { S: pk }, ...(beginning && { ':sk': { S: beginning } }) };
  const { body } = await deployment.cloud.database.execute('Query', {
    TableName: table?.identity.ref ?? '',
    KeyConditionExpression: beginning ? 'pk = :pk AND begins_with(sk, :sk)' : 'pk = :pk',
    ExpressionAttributeValues: values,
  });
  return Array.isArray(body.Items) ? (body.Items as JsonObject[]) : [];
}
