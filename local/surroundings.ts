import { join } from 'node:path';
import { jsonResponse, type LocalClock, type Surroundings, type Watcher } from 'local-cloud';
import { openPlatforms, platformHosts } from './played/platforms/index.ts';
import { openReceiver, receiverHost } from './played/receiver/index.ts';
import { openTelegram, telegramHost } from './played/telegram/index.ts';
import { connectorRoutes } from './routes/connector-routes.ts';
import { telegramRoutes } from './routes/telegram-routes.ts';
import { visitRoutes } from './routes/visit-routes.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';
import { readBeacon, Visits } from './visits/index.ts';

/** The runtime's own records, too, hold nothing of a visitor who has not agreed. */
const nothingKept = 'nothing kept: no consent';

/** What stands around the cloud here: the platforms, chats and receivers that functions ask, what is shown of visitors, and the pages. */
export async function openSurroundings(clock: LocalClock): Promise<Surroundings> {
  const [telegram, platforms, receiver] = await Promise.all([openTelegram(clock), openPlatforms(clock), openReceiver(clock)]);
  const visits = new Visits(() => clock.now());
  return {
    hosts: [
      { names: [telegramHost], url: telegram.url },
      { names: [receiverHost], url: receiver.url },
      { names: platformHosts, url: platforms.url },
    ],
    watcher: watcherOf(visits),
    routes: {
      'GET console': ({ siteUrls: [, consoleUrl] }) =>
        consoleUrl === undefined
          ? jsonResponse(400, { message: 'This deployment has no console.' })
          : { status: 302, headers: [['location', `${consoleUrl}/`]], body: '' },
      ...connectorRoutes(platforms),
      ...telegramRoutes(telegram),
      ...visitRoutes(visits),
      ...webhookRoutes(receiver),
    },
    pages: join(import.meta.dirname, 'pages'),
    environment: ([, consoleUrl]) => (consoleUrl === undefined ? {} : { consoleUrl }),
    async close() {
      await Promise.all([telegram.close(), platforms.close(), receiver.close()]);
    },
  };
}

const watcherOf = (visits: Visits): Watcher => ({
  logged: (text) => visits.logged(text),
  published: (event) => visits.published(event),
  wrote: (record) => visits.wrote(record),
  workedOff: (batch) => visits.workedOff(batch),
  queueing(body) {
    const beacon = readBeacon(body);
    return {
      ...(beacon.consent !== 'given' && { recordedAs: nothingKept }),
      ended: (messageId) => visits.arrived(beacon, messageId),
    };
  },
});
