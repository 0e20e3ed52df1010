import { TestBed } from '@angular/core/testing';
import { DataUse } from './data-use.ts';

describe('DataUse', () => {
  beforeEach(() => localStorage.clear());
  const fresh = () => TestBed.runInInjectionContext(() => new DataUse());

  it('adds up per meeting and per month, over reloads', () => {
    fresh().count(7, { sent: 100, received: 1_000 });
    const later = fresh();
    later.count(7, { sent: 1, received: 2 });
    later.count(8, { sent: 10, received: 20 });
    expect(later.ofMeeting(7)).toEqual({ sent: 101, received: 1_002 });
    expect(later.thisMonth()).toEqual({ sent: 111, received: 1_022 });
    expect(later.ofMeeting(9)).toEqual({ sent: 0, received: 0 });
  });

  it('begins at nothing in a new month', () => {
    localStorage.setItem('call-data', '{"month":"2001-1","thisMonth":{"sent":5,"received":5},"meetings":{}}');
    expect(fresh().thisMonth()).toEqual({ sent: 0, received: 0 });
  });

  it('survives what another program wrote there', () => {
    localStorage.setItem('call-data', 'not json');
    expect(fresh().thisMonth()).toEqual({ sent: 0, received: 0 });
  });
});
