SELECT register, since, body FROM alert
ORDER BY since DESC, register, number DESC LIMIT $1
