// What pm2 starts and stops. The demo's stand-in for pm2 starts the demo application instead.
module.exports = {
  apps: [
    {
      name: 'donations-api',
      script: 'dist/server.js',
      instances: 2,
      exec_mode: 'cluster',
      error_file: '/var/log/app/error.log',
    },
  ],
}
