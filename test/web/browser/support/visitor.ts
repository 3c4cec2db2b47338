import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Page } from 'playwright-core';
import type { Runtime } from '../../../support/runtime.ts';

/**
 * Makes a page look like a person's: the system drops what browsers under remote control say. By script, because Chromium forgets its
 * own setting as a page unloads.
 */
export const lookLikeAPerson = (page: Page): Promise<unknown> =>
  page.addInitScript(`const agent = navigator.userAgent.replace('Headless', '');
    Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false });
    Object.defineProperty(Navigator.prototype, 'userAgent', { get: () => agent })`);

/** Every request of a page that could tell of its visitor: all but the addresses that were opened, and plain files of the site itself. */
export const tellingRequests = (page: Page, ownUrl: string): string[] => {
  const found: string[] = [];
  page.on('request', (request) => {
    const { origin, search } = new URL(request.url());
    const isOpened = request.resourceType() === 'document';
    const isPlain = request.method() === 'GET' && origin === ownUrl && (search === '' || isOpened);
    if (!isPlain) found.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`);
  });
  return found;
};

/** The whole table as texts, one an item. */
export const tableItems = async ({ aws }: Runtime): Promise<string[]> => {
  const items: string[] = [];
  for await (const page of paginateScan({ client: aws.document }, { TableName: aws.tableName, ConsistentRead: true }))
    items.push(...(page.Items ?? []).map((item) => JSON.stringify(item)));
  return items.sort();
};
