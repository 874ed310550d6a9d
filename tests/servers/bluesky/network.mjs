// PDS, PLC directory and AppView on the ports that the environment names; gone on SIGTERM.
const { TestNetwork } = await import(process.env.DEV_ENV) // it lies in the cache, this file does not

const port = (name) => Number(process.env[name])
const network = await TestNetwork.create({
  dbPostgresSchema: 'bsky',
  plc: { port: port('PLC_PORT') },
  pds: { port: port('PDS_PORT'), hostname: 'localhost', enableDidDocWithSession: true },
  bsky: { port: port('BSKY_PORT'), publicUrl: `http://localhost:${port('BSKY_PORT')}` },
  ozone: { port: port('OZONE_PORT') },
})
console.log('network: open')
process.on('SIGTERM', async () => {
  await network.close()
  process.exit(0)
})
