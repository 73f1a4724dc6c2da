package machine

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"

	"transom/events"
	"transom/shared/clock"
	"transom/shared/store"
)

// Names of what AWS would have made.
const (
	stage         = "local"
	bucket        = "transom-media"
	secretsPrefix = "/transom/" + stage
	mailFrom      = "warnings@transom.example" // a name that nobody can have (RFC 2606)
)

var tables = store.Tables{Core: "transom-core", Msgs: "transom-msgs", Live: "transom-live"}

// ports are the addresses picked for this run; all on the loopback interface.
type ports struct {
	inner, engine, sweep, s3, people string // host:port
}

// common is what every function's environment holds, and the runner's own AWS clients use.
func (m *Machine) common() []string {
	s, p := m.data.settings, m.ports
	front := m.origins()[0]
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + m.data.dir, "TMPDIR=" + os.TempDir(), "TZ=:UTC", "LANG=en_US.UTF-8",
		"AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1",
		"AWS_ACCESS_KEY_ID=" + s.AccessKey, "AWS_SECRET_ACCESS_KEY=" + s.SecretKey,
		"AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_EC2_METADATA_DISABLED=true",
		"AWS_ENDPOINT_URL_DYNAMODB=" + m.engineURL(), "AWS_ENDPOINT_URL_DYNAMODB_STREAMS=" + m.engineURL(),
		"AWS_ENDPOINT_URL_S3=http://" + p.s3,
		"AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=http://" + p.people,
		"AWS_ENDPOINT_URL_SSM=http://" + p.inner + "/ssm",
		"AWS_ENDPOINT_URL_LAMBDA=http://" + p.inner,
		"AWS_ENDPOINT_URL_SESV2=http://" + p.inner + "/ses",
		"AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI=http://" + p.inner,
		clock.File + "=" + m.data.path("clock"),
		events.EnvStage + "=" + stage,
		events.EnvTableCore + "=" + tables.Core, events.EnvTableMsgs + "=" + tables.Msgs, events.EnvTableLive + "=" + tables.Live,
		events.EnvBucketMedia + "=" + bucket, events.EnvSecrets + "=" + secretsPrefix,
		events.EnvSocketEndpoint + "=http://" + p.inner,
		events.EnvSocketURL + "=" + strings.Replace(front, "http", "ws", 1) + "/socket",
		events.EnvOrigin + "=" + strings.Join(m.origins(), ","),
		events.EnvUserPool + "=" + s.Pool.ID, events.EnvUserPoolClient + "=" + s.Pool.Client,
		events.EnvWorker + "=worker",
		events.EnvMailFrom + "=" + mailFrom, events.EnvSiteURL + "=" + front,
		events.EnvGraphURL + "=http://" + p.inner + "/graph/v26.0", events.EnvInstagramURL + "=http://" + p.inner + "/graph/ig/v26.0", events.EnvMediaHosts + "=" + p.inner,
	}
}

// environment is what one function sees, as Lambda sets it.
func (m *Machine) environment(f events.Function) []string {
	return append(m.common(),
		"AWS_LAMBDA_FUNCTION_NAME="+f.Name, "AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE="+strconv.Itoa(f.Memory),
		"AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/"+f.Name, "AWS_LAMBDA_LOG_STREAM_NAME=local",
		"AWS_LAMBDA_INITIALIZATION_TYPE=on-demand", "_HANDLER=bootstrap",
		fmt.Sprintf("GOMEMLIMIT=%dMiB", f.Memory*9/10),
	)
}

func (m *Machine) engineURL() string {
	if m.config.Endpoint != "" {
		return m.config.Endpoint
	}
	return "http://" + m.ports.engine
}

// origins are the addresses under which browsers find the machine, the announced one first.
func (m *Machine) origins() []string {
	host, port, _ := net.SplitHostPort(m.config.Addr) // checked at start
	switch host {
	case "", "0.0.0.0", "::", "127.0.0.1", "localhost":
		return []string{"http://127.0.0.1:" + port, "http://localhost:" + port}
	}
	return []string{"http://" + net.JoinHostPort(host, port)}
}
