import { isbot } from 'isbot';

/** What kept of a user agent: its class, never its text. */
export const agentClasses = ['browser', 'mailApp', 'proxy', 'scanner', 'bot', 'unknown'] as const;
export type AgentClass = (typeof agentClasses)[number];

/** Longer agents are nobody's; it also bounds the work of the patterns. */
const maxAgent = 1_024;

/** Mail security that says its name, and the probes that Office makes of a link before it hands it to the browser. */
const scanners =
  /barracuda|mimecast|proofpoint|safelinks|symantec|messagelabs|ironport|sophos|trend ?micro|fireeye|trellix|forcepoint|forti(guard|mail)|googlesecurityscanner|microsoft-urlanalyzer|microsoft office (protocol|existence) discovery/i;

/**
 * They fetch images for people, or before people look: Gmail's and Yahoo's proxies name themselves, Apple's Mail Privacy Protection
 * comes as these eleven characters alone, Gmail's prefetch as an Edge of 2015 (both told by the senders that see billions of them:
 * wordtothewise.com/2021/09/apple-mpp, bird.com/blog/gmail-prefetching-images, mautic/mautic#10245).
 */
const proxies = /GoogleImageProxy|YahooMailProxy|^Mozilla\/5\.0$| Edge\/12\.246 Mozilla\/5\.0$/;

/** Programs that load a mail's images themselves as somebody reads it. */
const mailApps = /ms-office|microsoft (office|outlook)|outlook-(ios|android)|thunderbird/i;

export function classOfAgent(agent: string | undefined): AgentClass {
  if (agent === undefined || agent.trim() === '') return 'unknown';
  if (agent.length > maxAgent) return 'bot';
  if (scanners.test(agent)) return 'scanner';
  if (proxies.test(agent)) return 'proxy';
  if (mailApps.test(agent)) return 'mailApp';
  if (isbot(agent)) return 'bot';
  return /^(Mozilla|Opera)\//.test(agent) ? 'browser' : 'unknown';
}
