import type { Meeting, MeetingFacts } from '@api/meetings';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Live, type LiveEvent } from '../platform/live.ts';
import { MeetingPage } from './meeting.ts';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

function lecture(more: Partial<Meeting> = {}): Meeting {
  return {
    id: 7,
    title: 'Hash tables',
    kind: 'lecture',
    course_id: 1,
    study_group_id: null,
    course: { code: 'CSC 221', title: 'Data Structures' },
    study_group: null,
    host: { id: 2, full_name: 'Dr Wanjiku Kamau' },
    starts_at: inMinutes(10),
    ends_at: inMinutes(70),
    state: 'scheduled',
    started_at: null,
    ended_at: null,
    meeting_url: 'http://localhost/meetings/7',
    may_join: false,
    joinable_at: inMinutes(5),
    may_manage: false,
    ...more,
  };
}

/** Stands for the shared socket. */
class Heard {
  private readonly handlers = new Map<string, (event: LiveEvent) => void>();
  readonly on = (type: string, handler: (event: LiveEvent) => void) => {
    this.handlers.set(type, handler);
    return () => this.handlers.delete(type);
  };
  say(event: LiveEvent): void {
    this.handlers.get(event.type)?.(event);
  }
}

describe('the waiting page', () => {
  let page: ComponentFixture<MeetingPage>;
  let http: HttpTestingController;
  let live: Heard;

  beforeEach(() => {
    localStorage.setItem(
      'session',
      JSON.stringify({ token: 't', user: { id: 1, full_name: 'A', role: 'student', time_zone: 'UTC' } }),
    );
    live = new Heard();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([]),
        {
          provide: Live,
          useValue: { ...live, on: live.on, unread: () => ({ groups: {}, notifications: 0 }) },
        },
      ],
    });
    page = TestBed.createComponent(MeetingPage);
    page.componentRef.setInput('id', '7');
    http = TestBed.inject(HttpTestingController);
  });
  afterEach(() => {
    page.destroy();
    localStorage.clear();
  });

  async function show(meeting: Meeting): Promise<void> {
    TestBed.tick();
    http.expectOne('/api/meetings/7/').flush(meeting);
    await page.whenStable();
  }
  const now = () =>
    (page.nativeElement as HTMLElement).querySelector<HTMLElement>('[data-testid="meeting-now"]');
  const button = (id: string) => now()?.querySelector(`[data-testid="${id}"]`);

  it('keeps a student waiting, and says until when', async () => {
    await show(lecture());
    expect(now()?.dataset['phase']).toBe('waiting');
    expect(now()?.textContent).toContain('Dr Wanjiku Kamau starts');
    expect(button('enter-call')).toBeNull();
  });

  it('opens by itself when the host starts', async () => {
    const meeting = lecture();
    await show(meeting);
    const news: MeetingFacts = { ...meeting, state: 'live', started_at: new Date().toISOString() };
    live.say({ type: 'meeting', meeting: { ...news, id: 8 } });
    await page.whenStable();
    expect(now()?.dataset['phase']).toBe('waiting');
    live.say({ type: 'meeting', meeting: news });
    await page.whenStable();
    expect(now()?.dataset['phase']).toBe('live');
    expect(button('enter-call')?.getAttribute('href')).toBe('/meetings/7/room');
    expect(button('end-meeting')).toBeNull();
  });

  it('lets the host start, and end what runs', async () => {
    await show(lecture({ may_manage: true, may_join: true, joinable_at: inMinutes(-5) }));
    expect(button('start-meeting')).not.toBeNull();
    const { may_manage: _manage, may_join: _join, joinable_at: _opens, ...facts } = lecture();
    live.say({ type: 'meeting', meeting: { ...facts, state: 'live', started_at: inMinutes(0) } });
    await page.whenStable();
    expect(button('end-meeting')).not.toBeNull();
    expect(button('start-meeting')).toBeNull();
  });

  it('says what became of a meeting that is not to be entered', async () => {
    await show(lecture({ state: 'cancelled' }));
    expect(now()?.textContent).toContain('does not take place');
    live.say({ type: 'meeting', meeting: { ...lecture(), state: 'ended' } });
    await page.whenStable();
    expect(now()?.textContent).toContain('did not take place');
  });
});
