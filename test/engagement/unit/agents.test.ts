import { describe, expect, it } from '@jest/globals';
import { classOfAgent } from '../../../shared/engagement/rules-agent.ts';

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

describe('a user agent is kept as a class', () => {
  it.each([
    [chrome, 'browser'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148', 'browser'],
    [
      'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/83 Mobile Safari/537.36 Zalo android/12100783',
      'browser',
    ],
    ['Mozilla/5.0', 'proxy'],
    ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'proxy'],
    ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'proxy'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0',
      'proxy',
    ],
    ['Mozilla/4.0 (compatible; ms-office; MSOffice 16)', 'mailApp'],
    ['Microsoft Office/16.0 (Microsoft Outlook 16.0.10730; Pro)', 'mailApp'],
    ['Outlook-iOS/709.2226530.prod.iphone (3.24.1)', 'mailApp'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.0', 'mailApp'],
    ['Microsoft Office Existence Discovery', 'scanner'],
    ['Mozilla/5.0 (compatible; BarracudaCentral)', 'scanner'],
    ['GoogleSecurityScanner', 'scanner'],
    ['python-requests/2.32', 'bot'],
    ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'bot'],
    [`${chrome} ${'x'.repeat(1_024)}`, 'bot'],
    ['Spark/3.1 (iPhone; iOS 17.1)', 'unknown'],
    ['  ', 'unknown'],
    [undefined, 'unknown'],
  ])('%s → %s', (agent, expected) => {
    expect(classOfAgent(agent)).toBe(expected);
  });
});
