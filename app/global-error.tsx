'use client';

import { useEffect } from 'react';

/*
 * The frame itself is broken: none of our words, themes and styles can be relied on. Therefore this page contains
 * both languages and its few styles itself, and follows the device's light or dark.
 */
const STYLES = `
:root{color-scheme:light dark}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:24px;box-sizing:border-box;
font:400 16px/1.5 "Pretendard Variable",Pretendard,system-ui,sans-serif;word-break:keep-all;text-align:center;
background:light-dark(#fbfaf7,#121412);color:light-dark(#17201b,#f1f3ef)}
h1{font-size:28px;line-height:1.2;letter-spacing:-.03em;margin:0 0 12px}
p{margin:0 0 4px;color:light-dark(#5c6661,#a5afa9)}
button{font:inherit;font-weight:700;min-height:52px;padding:0 24px;margin:28px 0;border:0;border-radius:12px;cursor:pointer;
background:light-dark(#0e6b4f,#4cc79b);color:light-dark(#fff,#06251a)}
button:focus-visible{outline:2px solid light-dark(#0e6b4f,#4cc79b);outline-offset:2px}
small{font-size:12px;color:light-dark(#5c6661,#a5afa9)}`;

export default function BrokenFrame({ error, retry }: { error: unknown; retry: () => void }) {
  const id = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  useEffect(() => {
    document.title = 'NeighborBid';
  }, []);
  return (
    <html lang="ko">
      <body>
        <style>{STYLES}</style>
        <main>
          <h1>화면을 불러오지 못했어요</h1>
          <p>잠시 문제가 생겼어요. 돈과 입찰은 안전하게 기록되어 있어요.</p>
          <p lang="en">Something went wrong on our side. Your money and your bids are safely on record.</p>
          <button type="button" onClick={retry}>
            다시 시도 · <span lang="en">Try again</span>
          </button>
          {id ? (
            <div>
              <small>{id}</small>
            </div>
          ) : null}
        </main>
      </body>
    </html>
  );
}
