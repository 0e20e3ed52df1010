import { provideHttpClient } from '@angular/common/http';
import type { TestRequest } from '@angular/common/http/testing';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox } from './outbox.ts';

const me = { id: 1, full_name: 'Achieng Odhiambo', time_zone: 'UTC' };
const refusal = {
  type: '/problems/forbidden',
  status: 403,
  title: '',
  detail: 'Join this study group first.',
};

describe('the outbox', () => {
  let http: HttpTestingController;
  let outbox: Outbox;

  beforeEach(() => {
    localStorage.setItem('session', JSON.stringify({ token: 't', user: me }));
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    http = TestBed.inject(HttpTestingController);
    outbox = TestBed.inject(Outbox);
  });
  afterEach(() => localStorage.clear());

  const bodies = () => outbox.items().map(({ body }) => body);

  /** The next request for a message; there is never more than one per group. */
  function nextPost(groupId = 1): Promise<TestRequest> {
    const url = `/api/study-groups/${groupId}/messages/`;
    return vi.waitFor(() => http.expectOne(url), { timeout: 3_000, interval: 10 });
  }

  function accept(request: TestRequest): void {
    request.flush({ id: 9, ...request.request.body });
  }

  it('sends in the order of writing, one at a time, and forgets what the server has', async () => {
    await outbox.add(1, 'one');
    await outbox.add(1, 'two');
    const first = await nextPost();
    expect(first.request.body.body).toBe('one');
    expect(bodies()).toEqual(['one', 'two']);
    accept(first);
    const second = await nextPost();
    expect(second.request.body.body).toBe('two');
    accept(second);
    await vi.waitFor(() => expect(bodies()).toEqual([]));
  });

  it('tries again with the same client_id when the server did not answer', async () => {
    await outbox.add(1, 'one');
    const first = await nextPost();
    first.error(new ProgressEvent('error'));
    await vi.waitFor(() => expect(outbox.blocked()).toBe(true));
    expect(bodies()).toEqual(['one']);
    outbox.flush();
    const again = await nextPost();
    expect(again.request.body.client_id).toBe(first.request.body.client_id);
    accept(again);
    await vi.waitFor(() => expect(bodies()).toEqual([]));
    expect(outbox.blocked()).toBe(false);
  });

  it('sends nothing past a message that could not go', async () => {
    await outbox.add(1, 'one');
    await outbox.add(1, 'two');
    (await nextPost()).flush('', { status: 503, statusText: '' });
    await vi.waitFor(() => expect(outbox.blocked()).toBe(true));
    expect((await nextPost()).request.body.body).toBe('one');
    http.expectNone('/api/study-groups/1/messages/');
  });

  it('keeps what the server refuses, with its reason, and goes on with the rest', async () => {
    await outbox.add(1, 'one');
    await outbox.add(1, 'two');
    (await nextPost()).flush(refusal, { status: 403, statusText: '' });
    accept(await nextPost());
    await vi.waitFor(() => expect(bodies()).toEqual(['one']));
    expect(outbox.items()[0]?.refused).toBe('Join this study group first.');
  });

  it('sends a refused message again when asked, or drops it', async () => {
    await outbox.add(1, 'one');
    (await nextPost()).flush(refusal, { status: 403, statusText: '' });
    await vi.waitFor(() => expect(outbox.items()[0]?.refused).not.toBeNull());
    const { client_id } = outbox.items()[0] ?? { client_id: '' };
    await outbox.retry(client_id);
    (await nextPost()).flush(refusal, { status: 403, statusText: '' });
    await vi.waitFor(() => expect(outbox.items()[0]?.refused).not.toBeNull());
    await outbox.discard(client_id);
    expect(bodies()).toEqual([]);
  });

  it('does not let one group wait for another', async () => {
    await outbox.add(1, 'one');
    const first = await nextPost(1);
    first.flush('', { status: 503, statusText: '' });
    await vi.waitFor(() => expect(outbox.blocked()).toBe(true));
    await outbox.add(2, 'other');
    const [slow, other] = await Promise.all([nextPost(1), nextPost(2)]);
    expect(other.request.body.body).toBe('other');
    accept(other);
    accept(slow);
    await vi.waitFor(() => expect(bodies()).toEqual([]));
  });

  it('tells the open thread what the server has', async () => {
    const told: string[] = [];
    outbox.onSent(({ body }) => told.push(body));
    await outbox.add(1, 'one');
    accept(await nextPost());
    await vi.waitFor(() => expect(told).toEqual(['one']));
  });
});
