/** The page at the dashboard's address. Words in both languages stand side by side; the script shows one of them. */
export const HOME_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outcry</title>
<link rel="icon" href="/home.svg" type="image/svg+xml">
<link rel="stylesheet" href="/home.css">
</head>
<body>
<header>
  <h1><img src="/home.svg" alt="" width="28" height="28"> Outcry</h1>
  <p id="state" class="pill" role="status"><i></i><span data-en="connecting" data-ru="соединение">connecting</span></p>
  <p id="clock" class="quiet"></p>
  <nav>
    <a href="/api/docs" data-en="API" data-ru="API">API</a>
    <button id="language" type="button" lang="ru">Русский</button>
    <button id="leave" type="button" hidden data-en="Sign out" data-ru="Выйти">Sign out</button>
  </nav>
</header>
<main>
  <section id="door" hidden>
    <h2 data-en="Sign in" data-ru="Вход">Sign in</h2>
    <form id="login">
      <label><span data-en="Login" data-ru="Логин">Login</span><input name="login" value="owner" autocomplete="username" required maxlength="100"></label>
      <label><span data-en="Password" data-ru="Пароль">Password</span><input name="password" type="password" autocomplete="current-password" required maxlength="200"></label>
      <button data-en="Sign in" data-ru="Войти">Sign in</button>
      <p id="refusal" role="alert"></p>
    </form>
    <p class="quiet" data-en="The password stands in credentials.json in the data folder." data-ru="Пароль записан в credentials.json в папке данных.">The password stands in credentials.json in the data folder.</p>
  </section>
  <section id="house" hidden>
    <div class="columns">
      <div>
        <h2 data-en="Accounts" data-ru="Счета">Accounts</h2>
        <div id="accounts"></div>
      </div>
      <div>
        <h2 data-en="What to try" data-ru="Что попробовать">What to try</h2>
        <ol class="tries">
          <li><span data-en="Sign in and keep the token:" data-ru="Войти и запомнить токен:">Sign in and keep the token:</span><pre id="try-login"></pre></li>
          <li><span data-en="See your accounts:" data-ru="Посмотреть свои счета:">See your accounts:</span><pre id="try-accounts"></pre></li>
          <li><span data-en="Buy at the market:" data-ru="Купить по рынку:">Buy at the market:</span><pre id="try-order"></pre></li>
          <li><span data-en="Everything else:" data-ru="Всё остальное:">Everything else:</span> <a href="/api/docs">/api/docs</a></li>
        </ol>
      </div>
    </div>
    <h2><span data-en="Markets" data-ru="Рынки">Markets</span> <input id="filter" type="search" placeholder="SBER, BTC …" aria-label="filter"></h2>
    <table>
      <thead><tr>
        <th data-en="Instrument" data-ru="Инструмент">Instrument</th><th></th>
        <th class="number" data-en="Bid" data-ru="Покупка">Bid</th>
        <th class="number" data-en="Ask" data-ru="Продажа">Ask</th>
        <th class="number" data-en="Last" data-ru="Последняя">Last</th>
        <th class="number" data-en="Day" data-ru="День">Day</th>
      </tr></thead>
      <tbody id="markets"></tbody>
    </table>
  </section>
</main>
<script src="/home.js" type="module"></script>
</body>
</html>
`;

export const HOME_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#123a5c"/><path d="M8 22V13m0-4v2m0 11v2M16 20V9m0-3v2m0 12v3M24 24v-8m0-4v2m0 10v1" stroke="#fff" stroke-width="1.6"/><rect x="6" y="12" width="4" height="9" fill="#35c48b"/><rect x="14" y="9" width="4" height="10" fill="#35c48b"/><rect x="22" y="15" width="4" height="8" fill="#ff6b6b"/></svg>
`;
