import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { role, signedIn } from './guards.ts';
import { sessionInterceptor } from './http.ts';
import type { Me } from './session.ts';
import { AuthService } from './session.ts';

const ACHIENG: Me = {
  id: 1,
  email: 'a@students.test',
  full_name: 'Achieng Odhiambo',
  role: 'student',
  avatar_url: null,
  time_zone: 'Africa/Nairobi',
  locale: 'en',
  email_verified: true,
};

describe('the session', () => {
  let http: HttpTestingController;

  beforeEach(() => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([sessionInterceptor])),
        provideHttpClientTesting(),
        provideRouter([
          { path: 'login', children: [] },
          { path: 'dashboard', children: [] },
          { path: 'admin', canActivate: [signedIn, role('admin')], children: [] },
          { path: 'courses', canActivate: [signedIn], children: [] },
          { path: '', pathMatch: 'full', redirectTo: 'dashboard' },
        ]),
      ],
    });
    http = TestBed.inject(HttpTestingController);
  });

  afterEach(() => localStorage.clear());

  function keep(token: string, user = ACHIENG): void {
    localStorage.setItem('session', JSON.stringify({ token, user }));
  }

  it('signs in, keeps the session for the next visit and shows it in every call', async () => {
    const auth = TestBed.inject(AuthService);
    const signingIn = auth.login('a@students.test', 'longenough12');
    http.expectOne('/api/auth/login').flush({ token: 't1', user: ACHIENG });
    await signingIn;
    expect(auth.user()?.full_name).toBe('Achieng Odhiambo');
    expect(localStorage.getItem('session')).toContain('t1');
    TestBed.inject(HttpClient).get('/api/courses/').subscribe();
    expect(http.expectOne('/api/courses/').request.headers.get('Authorization')).toBe('Bearer t1');
  });

  it('shows the token to nobody but our own API', () => {
    keep('t1');
    TestBed.inject(HttpClient).get('https://elsewhere.test/api/').subscribe();
    expect(http.expectOne('https://elsewhere.test/api/').request.headers.has('Authorization')).toBe(false);
  });

  it('is restored at the start, and the person is read again', async () => {
    keep('t1');
    const auth = TestBed.inject(AuthService);
    expect(auth.signedIn()).toBe(true);
    await Promise.resolve();
    http.expectOne('/api/users/me').flush({ ...ACHIENG, role: 'faculty' });
    await Promise.resolve();
    await Promise.resolve();
    expect(auth.user()?.role).toBe('faculty');
  });

  it('survives garbage in the storage', () => {
    localStorage.setItem('session', '{not json');
    expect(TestBed.inject(AuthService).signedIn()).toBe(false);
  });

  it('ends when the server no longer knows it, and remembers where we were', async () => {
    keep('t1');
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/courses');
    TestBed.inject(HttpClient)
      .get('/api/courses/')
      .subscribe({ error: () => undefined });
    http.expectOne('/api/courses/').flush({}, { status: 401, statusText: 'Unauthorized' });
    await TestBed.inject(Router).navigated;
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(AuthService).signedIn()).toBe(false);
    expect(router.url).toBe('/login?next=%2Fcourses');
  });

  it('does not end by a wrong password', async () => {
    const auth = TestBed.inject(AuthService);
    const signingIn = auth.login('a@students.test', 'wrong');
    http
      .expectOne('/api/auth/login')
      .flush({ detail: 'Wrong.' }, { status: 401, statusText: 'Unauthorized' });
    await expect(signingIn).rejects.toBeDefined();
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('is gone here even when the server cannot be told', async () => {
    keep('t1');
    const auth = TestBed.inject(AuthService);
    const leaving = auth.logout();
    http.expectOne('/api/auth/logout').error(new ProgressEvent('error'));
    await leaving;
    expect(auth.signedIn()).toBe(false);
    expect(localStorage.getItem('session')).toBeNull();
    expect(TestBed.inject(Router).url).toBe('/login');
  });

  it('follows the other tabs', async () => {
    keep('t1');
    const auth = TestBed.inject(AuthService);
    localStorage.removeItem('session');
    dispatchEvent(new StorageEvent('storage', { key: 'session' }));
    expect(auth.signedIn()).toBe(false);
    keep('t2');
    dispatchEvent(new StorageEvent('storage', { key: 'session' }));
    expect(auth.token()).toBe('t2');
  });

  it('sends strangers to the door, and back afterwards', async () => {
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/courses');
    expect(router.url).toBe('/login?next=%2Fcourses');
  });

  it('keeps a student out of the admin pages', async () => {
    keep('t1');
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/admin');
    expect(router.url).toBe('/dashboard');
  });
});
